import * as z from 'zod';
import { daysMailed } from '../articles/alerting.ts';
import { Published } from '../articles/live.ts';
import { claim, replace } from '../aws/claim.ts';
import { setting } from '../aws/environment.ts';
import { readListing } from '../aws/listing.ts';
import { read, readable, readList, readMany, readUnder } from '../aws/table.ts';
import { ifAbsent, ifStanding, ifVersion, put, transactIf } from '../aws/transact.ts';
import { type Item, type Key, keys, lists, padded } from '../keys.ts';
import { Batch } from './batch.ts';
import { ended, Health, isUnderWay, Mailing, shards, superseded } from './mailing.ts';
import { Progress } from './progress.ts';

const days = 24 * 60 * 60;
/** How long a mailing is remembered, and who was in its batches, in seconds. */
const kept = { mailing: 400 * days, batch: daysMailed.known * days };

/** When what belongs to a mailing ends. */
export const endsWithMailing = (at: string) => endsAfter(kept.mailing, at);

const endsAfter = (seconds: number, at: string) => Math.floor(Date.parse(at) / 1000) + seconds;

const itemOf = (mailing: Mailing): Item & { version: number } => ({
  ...keys.mailing.head({ mailing: mailing.id }),
  version: mailing.version,
  list: lists.mailings({ state: isUnderWay(mailing) ? 'open' : 'over' }),
  at: mailing.at,
  ttl: endsAfter(kept.mailing, mailing.at),
  record: mailing,
});

/** A mailing that is of the table at hand: its readers were found there. */
export const ofThisTable = (mailing: Mailing): Mailing => ({ ...mailing, table: setting('TABLE_NAME') });

/** Whether a mailing came from another table, by a backup: whom it reached since then nobody here knows. */
export const isRestored = ({ table }: Mailing) => table !== undefined && table !== setting('TABLE_NAME');

/** Saves a new mailing. False when there is one with its id. */
export const createMailing = (mailing: Mailing): Promise<boolean> => claim(itemOf(ofThisTable(mailing)));

/** The mailings of an article, by id, in the order in which they were planned, and the version of this list. */
export async function mailingsOf(articleId: string): Promise<{ ids: string[]; version: number }> {
  const item = await read(keys.mailing.ofArticle({ article: articleId }));
  return { ids: item ? z.array(z.string()).parse(item.record) : [], version: item?.version ?? 0 };
}

/**
 * Saves a new mailing as the next of its article, and ends those that it takes over from, all or nothing. False when another
 * was planned, or one of them was saved, since they were read.
 */
export const planMailing = (
  mailing: Mailing,
  { ids, version }: { ids: readonly string[]; version: number },
  takenOver: readonly Mailing[],
): Promise<boolean> =>
  transactIf([
    put(itemOf(ofThisTable(mailing)), ifAbsent),
    put(
      {
        ...keys.mailing.ofArticle({ article: mailing.articleId }),
        ...{ version: version + 1, ttl: endsWithMailing(mailing.at), record: [...ids, mailing.id] },
      },
      version === 0 ? ifAbsent : ifVersion(version),
    ),
    ...takenOver.map((one) => {
      const next = { ...superseded(one, mailing.id, mailing.at), version: one.version + 1 };
      return put(itemOf(next), ifVersion(one.version));
    }),
  ]);

/** Saves what became of a mailing, unless somebody saved it since it was read: then false. */
export const saveMailing = (next: Mailing): Promise<boolean> =>
  replace(itemOf({ ...next, version: next.version + 1 }), next.version);

export async function findMailing(id: string): Promise<Mailing | undefined> {
  const item = await read(keys.mailing.head({ mailing: id }));
  return item && Mailing.parse(item.record);
}

/** Those of these mailings that there are. */
export const findMailings = async (ids: readonly string[]): Promise<Mailing[]> =>
  (await readMany(ids.map((id) => keys.mailing.head({ mailing: id })))).map(({ record }) =>
    Mailing.parse(record),
  );

/** Mailings, the newest first: those under way, or those that are over. */
export async function listMailings(state: 'open' | 'over', cursor: string | undefined) {
  const { items, ...next } = await readListing(lists.mailings({ state }), cursor, { limit: 50 });
  return { mailings: readable(items, Mailing), ...next };
}

/** Mailings under way, the oldest first: a hundred at most. */
export async function openMailings(): Promise<Mailing[]> {
  const { items } = await readList(lists.mailings({ state: 'open' }), { limit: 100, newestFirst: false });
  return readable(items, Mailing);
}

/** A mailing, what SES says of its mails, and what readers have of its article, if they have it: all as of now. */
export async function readStanding(mailing: string, articleId: string) {
  const items = await readMany([
    keys.mailing.head({ mailing }),
    keys.mailing.health({ mailing }),
    keys.article.live({ id: articleId }),
  ]);
  const at = (kind: 'HEAD' | 'LIVE') => items.find(({ sk }) => sk === kind)?.record;
  const [head, live] = [at('HEAD'), at('LIVE')];
  return {
    health: Health.parse(items.find(({ sk }) => sk === 'HEALTH') ?? {}),
    mailing: head === undefined ? undefined : Mailing.parse(head),
    published: live === undefined ? undefined : Published.parse(live),
  };
}

export const shardKey = (mailing: string, shard: number) =>
  keys.mailing.shard({ mailing, shard: padded(shard, 2) });

export async function findProgress(mailing: string, shard: number): Promise<Progress> {
  const item = await read(shardKey(mailing, shard));
  return item
    ? Progress.parse(item.record)
    : { shard, version: 0, isDone: false, counts: {}, at: new Date(0).toISOString() };
}

/** Saves how far a shard is. False when somebody else has saved it since it was read. */
export async function saveProgress(
  mailing: string,
  progress: Progress,
  at: string,
): Promise<Progress | undefined> {
  const next = { ...progress, version: progress.version + 1, at };
  const item = progressItem(mailing, next, at);
  const isOurs = await (progress.version === 0 ? claim(item) : replace(item, progress.version));
  return isOurs ? next : undefined;
}

export const progressItem = (mailing: string, progress: Progress, at: string): Item => ({
  ...shardKey(mailing, progress.shard),
  ...{ version: progress.version, ttl: endsWithMailing(at), record: progress },
});

/** How far all shards of a mailing are, as far as they have begun. */
export async function readProgress(mailing: string): Promise<Progress[]> {
  const all = Array.from({ length: shards }, (_, shard) => shardKey(mailing, shard));
  return (await readMany(all)).map(({ record }) => Progress.parse(record));
}

/** Ends a mailing whose shards are all done. */
export async function endIfDone(id: string, at: string): Promise<boolean> {
  const all = await readProgress(id);
  if (all.length < shards || !all.every(({ isDone }) => isDone)) return false;
  for (let mailing = await findMailing(id); mailing && isUnderWay(mailing); mailing = await findMailing(id))
    if (await saveMailing(ended(mailing, at))) break;
  return true;
}

/** Of the batch that follows a reader, or begins a shard. Ids begin with a letter. */
export const batchKey = (mailing: string, shard: number, after = '0'): Key =>
  keys.mailing.batch({ mailing, shard: padded(shard, 2), after });

/** A batch and the version it was read at; 0 when it does not exist yet. */
export async function findBatch(key: Key): Promise<{ version: number; batch: Batch | undefined }> {
  const item = await read(key);
  return { version: item?.version ?? 0, batch: item && Batch.parse(item.record) };
}

/** Saves a batch that was read at a version (0: new). False when somebody else has saved it since. */
export function saveBatch(key: Key, version: number, batch: Batch): Promise<boolean> {
  const item = batchItem(key, version + 1, batch);
  return version === 0 ? claim(item) : replace(item, version);
}

/**
 * Saves a batch that is about to be sent, at the version it was read at (0: new). False when somebody else has saved it, or
 * the mailing is not being sent any more: from then on nobody is added to whom it reached.
 */
export const startBatch = (mailing: string, key: Key, version: number, batch: Batch): Promise<boolean> =>
  transactIf([
    put(batchItem(key, version + 1, batch), version === 0 ? ifAbsent : ifVersion(version)),
    ifStanding({ key: keys.mailing.head({ mailing }), state: 'sending' }),
  ]);

export const batchItem = ({ pk, sk }: Key, version: number, batch: Batch): Item => ({
  ...{ pk, sk, version, ttl: endsAfter(kept.batch, batch.startedAt), record: batch },
});

/**
 * Batches of a shard in order, from the one that a reader after `after` would be in: as many as `limit` at a time, until
 * `isEnough`.
 */
export async function readBatches(
  mailing: string,
  shard: number,
  after: string | undefined,
  { limit, isEnough }: { limit: number; isEnough: (all: readonly Batch[]) => boolean },
): Promise<Batch[]> {
  const { pk, sk } = batchKey(mailing, shard, after);
  const prefix = batchKey(mailing, shard, '').sk;
  // Ids are of one length: this is behind the key itself, and before the next.
  const { items: around } = await readUnder(pk, prefix, { limit: 1, newestFirst: true, after: `${sk}!` });
  const batches = around.map(({ record }) => Batch.parse(record));
  let from = around[0]?.sk;
  while (!isEnough(batches)) {
    const { items, next } = await readUnder(pk, prefix, {
      limit,
      ...(from === undefined ? {} : { after: from }),
    });
    batches.push(...items.map(({ record }) => Batch.parse(record)));
    if (next === undefined) break;
    from = next.sk;
  }
  return batches;
}
