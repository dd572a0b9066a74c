import * as z from 'zod';
import type { Addition } from '../aws/add-up.ts';
import { readAllUnder } from '../aws/table.ts';
import { type Item, keys } from '../keys.ts';
import { countNames, type SlotCount } from './counts.ts';

const countKey = keys.lineItem.count;

/** The numbers a count adds to the item of its line item, day and slot. */
export const additionOf = ({ lineItemId: id, day, slot, ...count }: SlotCount): Addition => ({
  ...countKey({ id, day, slot }),
  add: Object.fromEntries(countNames.map((what) => [what, count[what]])),
});

const Counted = z.object({ impressions: z.int(), clicks: z.int(), bots: z.int() });

/** The counts of a line item so far, in order of day and slot. */
export async function getCounts(lineItemId: string): Promise<SlotCount[]> {
  const items = await readAllUnder(countKey.partition({ id: lineItemId }), countKey.prefix);
  return items.map((item) => countIn(item, lineItemId));
}

const countIn = (item: Item, lineItemId: string): SlotCount => {
  const { day, slot } = countKey.inSk(item.sk);
  return { lineItemId, day, slot, ...Counted.parse(item) };
};
