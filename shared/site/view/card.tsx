import type { Card } from '../../articles/card.ts';
import { authorsOf } from '../../articles/terms.ts';
import { dayOf, gregorianDate, timeOfDay } from '../../bangla/dates.ts';
import { newsroom } from '../../newsroom.ts';
import { CardPicture } from './card-picture.tsx';
import { hueOf } from './hue.ts';
import { sectionPath } from './paths.ts';
import { Time } from './time.tsx';
import { unbroken } from './unbroken.ts';

type Props = {
  card: Card;
  level: 2 | 3;
  /** `lead` and `full` have a picture and what the story is about, `line` the headline only. */
  size: 'lead' | 'full' | 'line';
  /**
   * The current day: articles of that day show the time, others the date. Pages that outlive the day leave it out, and
   * always show the date.
   */
  now?: string | undefined;
  withSection?: boolean;
  /** Whether it is the first picture of its page. */
  isFirst?: boolean;
};

/** An article on a front. Every card says when it was published. */
export function CardView({ card, level, size, now, withSection = false, isFirst = false }: Props) {
  const Heading = `h${level}` as const;
  const isLine = size === 'line';
  const about = isLine ? undefined : (card.standfirst ?? card.summary);
  const hasPicture = !isLine && card.lead !== undefined;
  return (
    <article class={`card ${size}${hasPicture ? ' pictured' : ''}`}>
      {!isLine && card.lead && <CardPicture lead={card.lead} size={size} isFirst={isFirst} />}
      <Kicker card={card} withSection={withSection} withShoulder={!isLine} />
      <Heading>
        <a href={card.path}>{card.headline}</a>
      </Heading>
      {about && <p class="standfirst">{unbroken(about)}</p>}
      <p class="when">
        {size === 'lead' && <Names card={card} />}
        <Time at={card.publishedAt}>{when(card.publishedAt, now)}</Time>
      </p>
    </article>
  );
}

/** The place of the first card with a picture among those of a page's top; -1 without any. */
export const firstPictured = (cards: readonly Card[]) => cards.findIndex(({ lead }) => lead !== undefined);

function Names({ card }: { card: Card }) {
  const names = authorsOf(card).map(({ name }) => name);
  return names.length === 0 ? null : <span>{`${names.join(', ')} `}</span>;
}

/** The line above a headline: the section, unless the page is about that section, and the shoulder. */
function Kicker({
  card,
  withSection,
  withShoulder,
}: {
  card: Card;
  withSection: boolean;
  withShoulder: boolean;
}) {
  const shoulder = withShoulder && card.shoulder;
  if (!withSection && !shoulder) return null;
  return (
    <p class={`kicker ${hueOf(card.section)}`}>
      {withSection && <a href={sectionPath(card.section)}>{newsroom.sections[card.section]}</a>}
      {withSection && ' '}
      {shoulder && <span>{shoulder}</span>}
    </p>
  );
}

/** রাত ১০:১৯ on the day itself, ২ নভেম্বর ২০২৪ afterwards. */
const when = (instant: string, now?: string) =>
  isOf(now, instant) ? timeOfDay(instant) : gregorianDate(instant);

const isOf = (now: string | undefined, instant: string) => now !== undefined && dayOf(instant) === dayOf(now);
