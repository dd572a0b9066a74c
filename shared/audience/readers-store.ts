import * as z from 'zod';
import { readUnder } from '../aws/table.ts';
import { type Item, type Key, keys, padded } from '../keys.ts';
import { Interest, type Subscription } from './subscription.ts';

/** Someone to be mailed, as a list of readers holds them: enough to write the mail, nothing more. */
const Reader = z.object({
  id: z.string(),
  address: z.string(),
  endToken: z.string(),
  interests: z.array(Interest),
});
export type Reader = z.infer<typeof Reader>;

/** Lists of readers are spread over this many partitions each, so that a large list can be read side by side. */
export const shards = 16;

/** Readers of one shard of those with an interest, in order of id, after `after`. */
export async function readReaders(
  interest: Interest,
  shard: number,
  { limit, after }: { limit: number; after?: string },
) {
  const partition = keys.reader.partition({ interest, shard: padded(shard, 2) });
  const { items } = await readUnder(partition, 'sub_', { limit, ...(after ? { after } : {}) });
  return items.map(({ record }) => Reader.parse(record));
}

/** Where a reader with an interest is listed. */
export const readerKey = (interest: Interest, id: string): Key =>
  keys.reader({ interest, shard: padded(Number.parseInt(id.slice(-4), 16) % shards, 2), id });

export const readerItem = (interest: Interest, { id, address, endToken, sections }: Subscription): Item => ({
  ...readerKey(interest, id),
  record: { id, address, endToken, interests: sections } satisfies Reader,
});
