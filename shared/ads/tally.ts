import { type Count, countNames, type SlotCount, zeroCount } from './counts.ts';
import { firstTimes } from './tally-first.ts';
import { lineReader } from './tally-line.ts';
import { type Sighting, sightingOf } from './tally-sighting.ts';

/** The counts of one log. */
export type Tally = {
  /**
   * By line item, day of the newsroom and slot, `ad_…#2026-11-24#text`; an empty slot stands for the line item's own.
   */
  counts: Map<string, Count>;
  /** Line items the log names, whether they exist or not. */
  ids: Set<string>;
  /** Lines that could be read, and lines that could not. */
  read: number;
  malformed: number;
  /** Requests left out because the log names too many line items. */
  leftOut: number;
};

/**
 * The most line items in one log. A log covers about an hour, and no paper has as many ads: any more are made-up ids.
 */
const mostIds = 10_000;

/** Counts a log line by line. A request that is in it twice counts once. */
export async function tallyOf(batches: AsyncIterable<readonly string[]>): Promise<Tally> {
  const tally: Tally = { counts: new Map(), ids: new Set(), read: 0, malformed: 0, leftOut: 0 };
  const [requestIn, isFirst] = [lineReader(), firstTimes()];
  for await (const lines of batches)
    for (const line of lines) {
      const logged = requestIn(line);
      if (logged === 'malformed') tally.malformed++;
      if (!logged || logged === 'malformed') continue;
      tally.read++;
      const sighting = sightingOf(logged);
      if (sighting && (logged.requestId === '' || isFirst(logged.requestId))) note(tally, sighting);
    }
  return tally;
}

function note(tally: Tally, { lineItemId, day, slot, what }: Sighting) {
  if (!tally.ids.has(lineItemId) && tally.ids.size === mostIds) {
    tally.leftOut++;
    return;
  }
  tally.ids.add(lineItemId);
  addTo(tally.counts, `${lineItemId}#${day}#${slot ?? ''}`, { ...zeroCount, [what]: 1 });
}

function addTo(counts: Map<string, Count>, key: string, more: Count) {
  const count = counts.get(key) ?? { ...zeroCount };
  for (const what of countNames) count[what] += more[what];
  counts.set(key, count);
}

/** The counts to add, in order, of the line items that exist; `slots` has their own slots. */
export function countsOf({ counts }: Tally, slots: ReadonlyMap<string, string>): SlotCount[] {
  const whole = new Map<string, Count>();
  for (const [key, count] of counts) {
    const [lineItemId = '', day, slot] = key.split('#');
    const own = slots.get(lineItemId);
    if (own) addTo(whole, `${lineItemId}#${day}#${slot || own}`, count);
  }
  return [...whole]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => {
      const [lineItemId = '', day = '', slot = ''] = key.split('#');
      return { lineItemId, day, slot, ...count };
    });
}
