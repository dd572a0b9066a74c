import * as z from 'zod';
import { type Addition, type Item, readUnder } from '../aws/table.ts';
import { counted, type SlotCount } from './counts.ts';

const prefix = 'COUNT#';
const pkOf = (lineItemId: string) => `LINEITEM#${lineItemId}`;

/** A count as what is added to the item of its line item, day and slot. */
export const additionOf = ({ lineItemId, day, slot, ...count }: SlotCount): Addition => ({
  pk: pkOf(lineItemId),
  sk: `${prefix}${day}#${slot}`,
  add: Object.fromEntries(counted.map((what) => [what, count[what]])),
});

const Counted = z.object({ impressions: z.int(), clicks: z.int(), bots: z.int() });

/** What was counted of a line item so far, by day and slot, in order. */
export async function getCounts(lineItemId: string): Promise<SlotCount[]> {
  const counts: SlotCount[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await readUnder(pkOf(lineItemId), prefix, {
      limit: 1_000,
      ...(after ? { after } : {}),
    });
    counts.push(...items.map((item) => countIn(item, lineItemId)));
    after = next?.sk;
  } while (after);
  return counts;
}

function countIn(item: Item, lineItemId: string): SlotCount {
  const [, day = '', slot = ''] = item.sk.split('#');
  return { lineItemId, day, slot, ...Counted.parse(item) };
}
