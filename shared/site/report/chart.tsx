import type { Count } from '../../ads/counts.ts';
import type { DayCount } from '../../ads/report-days.ts';
import { gregorianDate, startOfDay } from '../../bangla/dates.ts';
import { grouped } from '../../bangla/digits.ts';

type Chart = { id: string; name: string; what: keyof Count; days: readonly DayCount[] };

/** The most days with a label each: more would overlap on a phone. */
const mostLabels = 7;

/**
 * A bar chart of a count by day, at any width. Labels are outside the SVG, where they would shrink on a phone. For
 * those who cannot see it, a table with the same numbers follows.
 */
export const Chart = ({ id, name, what, days }: Chart) => {
  const most = Math.max(...days.map((day) => day[what]));
  const isEach = days.length <= mostLabels;
  return (
    <figure class="chart">
      <figcaption>
        <h3>{name}</h3>
        <span>এক দিনে সর্বোচ্চ {grouped(most)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${days.length * 10} 100`}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
      >
        <title id={`${id}-title`}>{`${name}, দিনে দিনে`}</title>
        <desc id={`${id}-desc`}>{summary(days, what)}</desc>
        <path class="grid" d={`M0 50H${days.length * 10}`} />
        {days.map((day, at) => (
          <Column key={day.day} at={at} height={most === 0 ? 0 : (day[what] / most) * 100}>
            {`${dayMonth(day.day)}: ${grouped(day[what])}`}
          </Column>
        ))}
      </svg>
      <p class={isEach ? 'axis each' : 'axis'} aria-hidden="true">
        {labelled(days, isEach).map(({ day }) => (
          <span key={day}>{dayMonth(day)}</span>
        ))}
      </p>
    </figure>
  );
};

const Column = ({ at, height, children }: { at: number; height: number; children: string }) => (
  <rect x={at * 10 + 1} y={rounded(100 - height)} width="8" height={rounded(height)}>
    <title>{children}</title>
  </rect>
);

const rounded = (value: number) => Math.round(value * 10) / 10;

/** The days with a label: every day, or the first, the last and two at thirds in between. */
const labelled = (days: readonly DayCount[], isEach: boolean) =>
  isEach ? days : [0, 1, 2, 3].flatMap((third) => days[Math.round(((days.length - 1) * third) / 3)] ?? []);

function summary(days: readonly DayCount[], what: keyof Count) {
  const best = days.toSorted((a, b) => b[what] - a[what])[0];
  const all = days.reduce((sum, day) => sum + day[what], 0);
  if (!best || all === 0) return 'এখনো কিছু গোনা হয়নি।';
  return `মোট ${grouped(all)}। সবচেয়ে বেশি ${dayMonth(best.day)}: ${grouped(best[what])}। প্রতিদিনের সংখ্যা নিচের ছকে আছে।`;
}

/** ২৪ নভেম্বর */
export const dayMonth = (day: string) => gregorianDate(startOfDay(day)).replace(/ [০-৯]+$/, '');
