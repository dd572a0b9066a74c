import { dayOf, gregorianDate, timeOfDay } from '../../bangla/dates.ts';
import { newsroom } from '../../newsroom.ts';
import type { Card } from '../site.ts';
import { sectionPath } from './paths.ts';

/**
 * An article on a front. `lead` and `full` carry the standfirst, `line` the headline only. `now` decides whether the
 * time of day or the day is told; without it, on pages that outlive the day, always the day.
 */
export function CardView({ card, level, size, now, withSection = false }: Props) {
  const Heading = `h${level}` as const;
  return (
    <article class={`card ${size}`}>
      <Kicker card={card} withSection={withSection} withShoulder={size !== 'line'} />
      <Heading>
        <a href={card.path}>{card.headline}</a>
      </Heading>
      {card.standfirst && size !== 'line' && <p class="standfirst">{card.standfirst}</p>}
      <p class="when">
        {size === 'lead' && card.bylines.length > 0 && <span>{card.bylines.join(', ')}</span>}
        <time datetime={card.publishedAt}>{when(card.publishedAt, now)}</time>
      </p>
    </article>
  );
}

/** The line above a headline: the section where the page does not say it already, and the shoulder. */
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
      {shoulder && <span>{shoulder}</span>}
    </p>
  );
}

type Props = {
  card: Card;
  level: 2 | 3;
  size: 'lead' | 'full' | 'line';
  now?: string | undefined;
  withSection?: boolean;
};

/** রাত ১০:১৯ on the day itself, ২ নভেম্বর ২০২৪ afterwards. */
const when = (instant: string, now?: string) =>
  now && dayOf(instant) === dayOf(now) ? timeOfDay(instant) : gregorianDate(instant);
