import { readLog } from '../aws/log-object.ts';
import { addOnce } from '../aws/transact.ts';
import { keys, padded } from '../keys.ts';
import { chunksOf } from './counts.ts';
import { additionOf } from './counts-store.ts';
import { findLineItem } from './line-item-store.ts';
import { countsOf, tallyOf } from './tally.ts';
import { linesOf } from './tally-lines.ts';

/** What an operator should know of a log that was counted. */
export type Tallied = { malformed: number; leftOut: number; unknown: number };

/**
 * Counts a log once. The ledger goes by what the log says, so that neither a second delivery nor a copy of it under
 * another key changes anything; it is kept for good. A chunk is counted in one transaction with its own entry, so that
 * whoever comes after a crash goes on with what is left.
 */
export async function countLog(key: string, at: string): Promise<Tallied> {
  const { made: tally, hash } = await readLog(key, (pieces) => tallyOf(linesOf(pieces)));
  // One torn line is no matter; a log of which none can be read has another form, and waits until somebody looks at it.
  if (tally.malformed > 0 && tally.read === 0) throw new Error(`No line of ${key} can be read`);
  const slots = await slotsOf([...tally.ids]);
  for (const [n, counts] of chunksOf(countsOf(tally, slots)).entries())
    await addOnce(
      { ...keys.countedLog({ hash, part: padded(n, 4) }), record: { key, at } },
      counts.map(additionOf),
    );
  return { malformed: tally.malformed, leftOut: tally.leftOut, unknown: tally.ids.size - slots.size };
}

/** Line items that are read at once. */
const width = 25;

/** The own slots of those line items that exist. */
async function slotsOf(ids: readonly string[]): Promise<Map<string, string>> {
  const slots = new Map<string, string>();
  for (let at = 0; at < ids.length; at += width) {
    const found = await Promise.all(ids.slice(at, at + width).map(findLineItem));
    for (const lineItem of found) if (lineItem) slots.set(lineItem.id, lineItem.slot);
  }
  return slots;
}
