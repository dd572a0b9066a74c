import type { LineItem } from '../../../../shared/ads/line-item.ts';

export type Flown = Pick<LineItem, 'id' | 'slot' | 'flight' | 'priority' | 'state'>;

/** Whether two flights have an instant in common: each ends before its last. */
export const areTogether = (one: Flown, other: Flown) =>
  one.id !== other.id &&
  one.slot === other.slot &&
  one.flight.from < other.flight.until &&
  other.flight.from < one.flight.until;

/** Line items that stand in the same slot while this one does, and could be seen. */
export const overlapsOf = <F extends Flown>(item: Flown, all: readonly F[]): F[] =>
  all.filter((other) => other.state !== 'ended' && areTogether(item, other));

/** A line item in a calendar: the row that nothing before it takes up, and the days that it covers, from 0. */
export type Bar<F extends Flown> = { item: F; lane: number; first: number; last: number };

const day = 24 * 3_600_000;

/**
 * What of these line items stands in a slot in so many days from an instant (ISO), in rows that do not overlap. Days are of 24
 * hours from that instant.
 */
export function barsOf<F extends Flown>(
  items: readonly F[],
  slot: string,
  { from, days }: { from: string; days: number },
): Bar<F>[] {
  const begin = Date.parse(from);
  const dayAt = (instant: string) => Math.floor((Date.parse(instant) - begin) / day);
  const free: number[] = [];
  return items
    .filter((item) => item.slot === slot)
    .sort((a, b) => (a.flight.from < b.flight.from ? -1 : 1))
    .flatMap((item) => {
      const first = Math.max(0, dayAt(item.flight.from));
      const last = Math.min(days - 1, dayAt(new Date(Date.parse(item.flight.until) - 1).toISOString()));
      if (first >= days || last < 0) return [];
      const found = free.findIndex((after) => after <= first);
      const lane = found < 0 ? free.length : found;
      free[lane] = last + 1;
      return [{ item, lane, first, last }];
    });
}
