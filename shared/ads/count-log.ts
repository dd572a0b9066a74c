import { addOnce } from '../aws/add-up.ts';
import { readLog } from '../aws/log-object.ts';
import { keys, padded } from '../keys.ts';
import { chunksOf } from './counts.ts';
import { additionOf } from './counts-store.ts';
import { findReadable } from './line-item-store.ts';
import { countsOf, tallyOf } from './tally.ts';
import { linesOf } from './tally-lines.ts';

/** What an operator should know about a counted log. */
export type Tallied = { malformed: number; leftOut: number; unknown: number };

/**
 * Counts a log exactly once. Counted logs are recorded for good by the SHA-256 of their text, so neither a second
 * delivery nor a copy under another key changes anything. Each chunk is counted in one transaction with its own entry,
 * so a retry after a crash continues with the chunks that are left.
 */
export async function countLog(key: string, at: string): Promise<Tallied> {
  const { made: tally, hash } = await readLog(key, (pieces) => tallyOf(linesOf(pieces)));
  // A few unreadable lines do not matter; a log without a single readable line has another format, and is parked until
  // somebody looks at it.
  if (tally.malformed > 0 && tally.read === 0) throw new Error(`No line of ${key} can be read`);
  const slots = await slotsOf([...tally.ids]);
  for (const [n, counts] of chunksOf(countsOf(tally, slots)).entries())
    await addOnce(
      { ...keys.countedLog({ hash, part: padded(n, 4) }), record: { key, at } },
      counts.map(additionOf),
    );
  return { malformed: tally.malformed, leftOut: tally.leftOut, unknown: tally.ids.size - slots.size };
}

/** Line items read at the same time. */
const atOnce = 25;

/** The booked slot of each line item that exists and can be read. */
async function slotsOf(ids: readonly string[]): Promise<Map<string, string>> {
  const slots = new Map<string, string>();
  for (let at = 0; at < ids.length; at += atOnce) {
    const found = await Promise.all(ids.slice(at, at + atOnce).map(findReadable));
    for (const lineItem of found) if (lineItem) slots.set(lineItem.id, lineItem.slot);
  }
  return slots;
}
