import * as z from 'zod';
import { readUnder } from '../aws/table.ts';
import { type Item, type Key, keys, padded } from '../keys.ts';
import { Interest, type Subscription } from './subscription.ts';

/** A reader on a mailing list: only what is needed to write the mail. */
const Reader = z.object({
  id: z.string(),
  address: z.string(),
  endToken: z.string(),
  interests: z.array(Interest),
});
export type Reader = z.infer<typeof Reader>;

/** Each list of readers is spread over this many partitions, so that a long list can be read in parallel. */
export const shards = 16;

/** Readers of one shard of an interest's list, in order of id, starting after `after`. */
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
