import { measuresOf } from './measures.ts';
import type { Placement } from './placement.ts';

/** A slot on a page, with the room it has on the reader's screen. */
export type Place = { slot: string; section: string | undefined; width: number; height: number };

/**
 * What else the choice depends on: the time in epoch seconds, the ads already on this page, and what this reader has
 * seen.
 */
export type Reader = {
  now: number;
  shown: readonly string[];
  /** How often the reader has seen a line item within so many hours. */
  views: (id: string, hours: number) => number;
};

/**
 * Picks the placement for a slot: of those that may run there, the highest priority, and among equals one at random by
 * weight. `random` is from 0 to below 1. Runs in the reader's browser, so what a reader reads never leaves it.
 */
export function pick(
  all: readonly Placement[],
  place: Place,
  { now, shown, views }: Reader,
  random: number,
): Placement | undefined {
  const able = all.filter(
    (one) =>
      one.slot === place.slot &&
      one.from <= now &&
      now < one.until &&
      fits(one, place) &&
      (!one.in || one.in.includes(place.section ?? '')) &&
      !shown.includes(one.id) &&
      !(one.cap && views(one.id, one.cap[1]) >= one.cap[0]),
  );
  const first = Math.min(...able.map(({ rank }) => rank));
  const rivals = able.filter(({ rank }) => rank === first);
  let left = random * rivals.reduce((sum, { weight }) => sum + weight, 0);
  return rivals.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
}

/** Whether it fits and takes at least half the width: a phone's banner is not shown in a desktop's slot. */
function fits({ size }: Placement, place: Place) {
  const { width, height } = measuresOf(size);
  return width <= place.width && width * 2 > place.width && height <= place.height;
}
