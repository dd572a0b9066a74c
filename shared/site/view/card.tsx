import type { Card } from '../../articles/card.ts';
import { authorsOf } from '../../articles/terms.ts';
import { dayOf, gregorianDate, timeOfDay } from '../../bangla/dates.ts';
import { newsroom } from '../../newsroom.ts';
import { sectionPath } from './paths.ts';
import { Time } from './time.tsx';

type Props = {
  card: Card;
  level: 2 | 3;
  /** `lead` and `full` have the standfirst, `line` the headline only. */
  size: 'lead' | 'full' | 'line';
  /**
   * The current day: articles of that day show the time, others the date. Pages that outlive the day leave it out, and
   * always show the date.
   */
  now?: string | undefined;
  /** The card before it, whose time is not repeated. */
  after?: Card | undefined;
  /** False where times do not matter: then only articles from before today are dated. */
  isTimed?: boolean;
  withSection?: boolean;
};

/** An article on a front. */
export function CardView({ card, level, size, now, after, isTimed = true, withSection = false }: Props) {
  const Heading = `h${level}` as const;
  return (
    <article class={`card ${size}`}>
      <Kicker card={card} withSection={withSection} withShoulder={size !== 'line'} />
      <Heading>
        <a href={card.path}>{card.headline}</a>
      </Heading>
      {card.standfirst && size !== 'line' && <p class="standfirst">{card.standfirst}</p>}
      <When
        at={card.publishedAt}
        bylines={size === 'lead' ? authorsOf(card).map(({ name }) => name) : []}
        when={isTimed || !isOf(now, card.publishedAt) ? when(card.publishedAt, now) : undefined}
        said={after && when(after.publishedAt, now)}
      />
    </article>
  );
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
    <p class="kicker">
      {withSection && <a href={sectionPath(card.section)}>{newsroom.sections[card.section]}</a>}
      {withSection && ' '}
      {shoulder && <span>{shoulder}</span>}
    </p>
  );
}

function When({
  at,
  bylines,
  when,
  said,
}: {
  at: string;
  bylines: string[];
  when: string | undefined;
  said: string | undefined;
}) {
  const isTold = when !== undefined && when !== said;
  if (!isTold && bylines.length === 0) return null;
  return (
    <p class="when">
      {bylines.length > 0 && <span>{`${bylines.join(', ')} `}</span>}
      {isTold && <Time at={at}>{when}</Time>}
    </p>
  );
}

/** রাত ১০:১৯ on the day itself, ২ নভেম্বর ২০২৪ afterwards. */
const when = (instant: string, now?: string) =>
  isOf(now, instant) ? timeOfDay(instant) : gregorianDate(instant);

const isOf = (now: string | undefined, instant: string) => now !== undefined && dayOf(instant) === dayOf(now);
