import { measuresOf } from './measures.ts';
import type { Placement } from './placement.ts';

/** A slot on a page, as its reader has it. */
export type Place = { slot: string; section: string | undefined; width: number; height: number };

/** What decides beside the place: the instant in seconds, what stands on this page already, and what this reader saw. */
export type Reader = {
  now: number;
  shown: readonly string[];
  /** How often the reader has seen a line item within so many hours. */
  views: (id: string, hours: number) => number;
};

/**
 * The placement for a slot: of those that may stand there now the highest priority, and among equals one at random by
 * weight. `random` is from 0 to below 1. Runs in the reader's browser; who reads what never leaves it.
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

/** Whether it has room there, and is not lost in it: a phone's banner does not stand in a desk's. */
function fits({ size }: Placement, place: Place) {
  const { width, height } = measuresOf(size);
  return width <= place.width && width * 2 > place.width && height <= place.height;
}
