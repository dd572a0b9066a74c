import { dayBefore, dayOf } from '../bangla/dates.ts';
import { type Count, sum } from './counts.ts';
import type { Report } from './report.ts';

export type DayCount = Count & { day: string };

/** A page shows no more days: a year, the newest part where an ad runs longer. */
const mostDays = 366;

/**
 * Each day from the flight's first to its newest, all slots together, also those without a count. `isAll` is false where
 * there are earlier ones.
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

/** All days of each slot together. */
export const slotsOf = ({ days }: Report): (Count & { slot: string })[] =>
  [...Map.groupBy(days, ({ slot }) => slot)].map(([slot, counts]) => ({ slot, ...sum(counts) }));

/** The last instant before one: a flight that ends at midnight has its last day before it. */
export const justBefore = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
