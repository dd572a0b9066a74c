import { dayBefore, dayOf } from '../bangla/dates.ts';
import { type Count, sum } from './counts.ts';
import type { Report } from './report.ts';

export type DayCount = Count & { day: string };

/** The most days on a report's page: a year, the newest one of a longer flight. */
const mostDays = 366;

/**
 * Each day of the flight up to now, all slots together, including days without a count. `isAll` is false when earlier
 * days were left out.
 */
export function daysOf({ days, flight, asOf }: Report): { days: DayCount[]; isAll: boolean } {
  const byDay = Map.groupBy(days, ({ day }) => day);
  const newest = dayOf(asOf < flight.until ? asOf : justBefore(flight.until));
  const known = [...byDay.keys(), dayOf(flight.from), newest].sort();
  const [first, last] = [known.at(0) ?? newest, known.at(-1) ?? newest];
  const all: DayCount[] = [];
  for (let day = last; day >= first && all.length < mostDays; day = dayBefore(day))
    all.push({ ...sum(byDay.get(day) ?? []), day });
  return { days: all.reverse(), isAll: all[0]?.day === first };
}

/** The totals of each slot. */
export const slotsOf = ({ days }: Report): (Count & { slot: string })[] =>
  [...Map.groupBy(days, ({ slot }) => slot)].map(([slot, counts]) => ({ slot, ...sum(counts) }));

/** The instant a millisecond earlier: a flight that ends at midnight has its last day before it. */
export const justBefore = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
