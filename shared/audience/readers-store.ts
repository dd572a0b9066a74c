import * as z from 'zod';
import { readMany, readUnder } from '../aws/table.ts';
import { lastOf } from '../ids.ts';
import { type Item, type Key, keys, padded } from '../keys.ts';
import { Interest, type Subscription } from './subscription.ts';

/** A reader on a mailing list: only what is needed to write the mail. */
const Reader = z.object({
  id: z.string(),
  address: z.string(),
  interests: z.array(Interest),
  /** The secret that ends it, of readers who confirmed under an earlier version; later ones are made from the id. */
  endToken: z.string().optional(),
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

/** Those of these readers who are still on the list. */
export const readMembers = async (interest: Interest, ids: readonly string[]) =>
  (await readMany(ids.map((id) => readerKey(interest, id)))).map(({ record }) => Reader.parse(record));

/** Where a reader with an interest is listed. */
export const readerKey = (interest: Interest, id: string): Key =>
  keys.reader({ interest, shard: padded(lastOf(id) % shards, 2), id });

/** The entries of a confirmed subscription in the lists of readers. */
export const readerItems = ({ id, address = '', sections }: Subscription): Item[] =>
  sections.map((interest) => ({
    ...readerKey(interest, id),
    record: { id, address, interests: sections } satisfies Reader,
  }));
