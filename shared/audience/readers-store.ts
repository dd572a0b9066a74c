import * as z from 'zod';
import { readable, readMany, readUnder } from '../aws/table.ts';
import { lastOf } from '../ids.ts';
import { type Item, type Key, keys, padded } from '../keys.ts';
import { type Interest, StoredInterest } from './interest.ts';
import { shards } from './mailing.ts';
import { Subscription } from './subscription.ts';

/** A reader on a mailing list: only what is needed to write the mail. */
const Reader = z.object({
  id: z.string(),
  address: z.string(),
  interests: z.array(StoredInterest),
  /** Nothing is sent to them before this instant. */
  pausedUntil: z.string().optional(),
  /** How often the secret of their links was renewed: it is made from this and the id. */
  renewals: z.int().optional(),
  /** The secret that ends it, of readers who confirmed under an earlier version; later ones are made from the id. */
  endToken: z.string().optional(),
});
export type Reader = z.infer<typeof Reader>;

/** Readers of one shard of an interest's list, in order of id, starting after `after`. */
export async function readReaders(
  interest: Interest,
  shard: number,
  { limit, after }: { limit: number; after?: string },
) {
  const partition = keys.reader.partition({ interest, shard: padded(shard, 2) });
  const readers: Reader[] = [];
  let from = after;
  do {
    const { items, next } = await readUnder(partition, 'sub_', { limit, after: from });
    readers.push(...readable(items, Reader));
    from = next?.sk;
    // As many as there are: lists are merged up to where each of them ends.
  } while (readers.length < limit && from !== undefined);
  return readers;
}

/** Those of these readers who are still on the list. */
export const readMembers = async (interest: Interest, ids: readonly string[]) =>
  readable(await readMany(ids.map((id) => readerKey(interest, id))), Reader);

/** Whoever changes topics again and again between two reads is no reader to wait for. */
const looks = 3;

/**
 * Those of these who are readers, on whichever lists they are. Who is not where their subscription said a moment ago has
 * changed topics in between, and is looked for again.
 */
export async function readWhereverListed(ids: readonly string[], look = 1): Promise<Reader[]> {
  const heads = readable(await readMany(ids.map((id) => keys.subscription.head({ id }))), Subscription);
  const listed = heads.flatMap(({ id, sections: [first] }) =>
    first ? [{ id, key: readerKey(first, id) }] : [],
  );
  const readers = readable(await readMany(listed.map(({ key }) => key)), Reader);
  const found = new Set(readers.map(({ id }) => id));
  const moved = listed.map(({ id }) => id).filter((id) => !found.has(id));
  if (moved.length === 0 || look === looks) return readers;
  return [...readers, ...(await readWhereverListed(moved, look + 1))];
}

/** Where a reader with an interest is listed. */
export const readerKey = (interest: Interest, id: string): Key =>
  keys.reader({ interest, shard: padded(lastOf(id) % shards, 2), id });

/**
 * The entries of a confirmed subscription in the lists of readers. `endToken` is the secret of one confirmed under an
 * earlier version.
 */
export const readerItems = (
  { id, address = '', sections, pausedUntil, renewals }: Subscription,
  endToken?: string,
): Item[] =>
  sections.map((interest) => ({
    ...readerKey(interest, id),
    record: { id, address, interests: sections, pausedUntil, renewals, endToken } satisfies Reader,
  }));
