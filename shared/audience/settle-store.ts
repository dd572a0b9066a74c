import { addUp } from '../aws/add-up.ts';
import { readMany } from '../aws/table.ts';
import { ifVersion, put, transactIf } from '../aws/transact.ts';
import { lastOf } from '../ids.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { Batch, type Counts, dueOf, told } from './batch.ts';
import type { MailEvent, MailNews } from './mail-event.ts';
import { type Health, shards } from './mailing.ts';
import { batchItem, batchKey, endsWithMailing, progressItem, shardKey } from './mailing-store.ts';
import { Progress } from './progress.ts';
import { untilSaved } from './subscription-store.ts';

/** What an event says of a mail of which nobody knew. One that bounces was sent. */
const meaning: Record<MailNews, 'sent' | 'failed' | undefined> = {
  sent: 'sent',
  delivered: 'sent',
  delayed: 'sent',
  'failed for now': 'sent',
  bounced: 'sent',
  complained: 'sent',
  suppressed: 'sent',
  rejected: 'failed',
  'not rendered': 'failed',
};

/** What an event adds to the health of its mailing. */
const adds: Partial<Record<MailNews, keyof Health>> = {
  delivered: 'delivered',
  bounced: 'bounced',
  complained: 'complained',
};

type OfBatch = { mailing: string; shard: number; after: string };

/** The batch of an event, by the tags of its mail; undefined for a mail of no mailing. */
function batchOf({ mailing, batch: after, reader }: MailEvent): OfBatch | undefined {
  if (mailing === undefined || after === undefined || reader === undefined) return undefined;
  return { mailing, after, shard: lastOf(reader) % shards };
}

/**
 * Settles the readers of mailings of whom nobody knew whether they were sent to, and adds up how the mails of each mailing
 * fare. Events may be doubled, late and in any order. Returns how it went for each: one that comes while its batch is
 * still being sent is to come again.
 */
export async function settleMails(
  events: readonly MailEvent[],
  now: string,
): Promise<PromiseSettledResult<unknown>[]> {
  const groups = Map.groupBy(events, (event) => {
    const of = batchOf(event);
    return of && [of.mailing, of.shard, of.after].join(' ');
  });
  const outcomes = new Map<MailEvent, PromiseSettledResult<unknown>>();
  for (const [name, some] of groups) {
    const [first] = some;
    const of = first && batchOf(first);
    const [outcome] = await Promise.allSettled([
      name !== undefined && of ? settle(of, some, now) : undefined,
    ]);
    for (const event of some) outcomes.set(event, outcome);
  }
  const done = events.filter((event) => outcomes.get(event)?.status === 'fulfilled');
  await addHealth(done, now);
  return events.map((event) => outcomes.get(event) ?? { status: 'fulfilled', value: undefined });
}

const settle = ({ mailing, shard, after }: OfBatch, events: readonly MailEvent[], now: string) =>
  untilSaved(async () => {
    const states = new Map(
      events.flatMap(({ reader = '', what }) => {
        const state = meaning[what];
        return state ? [[reader, state] as const] : [];
      }),
    );
    const items = await readMany([batchKey(mailing, shard, after), shardKey(mailing, shard)]);
    const found = items.find(({ sk }) => sk.startsWith(keys.mailing.batch.prefix));
    if (!found) return;
    const batch = Batch.parse(found.record);
    const isUnderWay = batch.state === 'sending' && dueOf(batch).some((id) => states.has(id));
    if (isUnderWay) throw new Error(`${found.sk} of ${mailing} is still being sent`);
    const next = told(batch, states);
    if (Object.keys(next.counts).length === 0) return;
    const of = items.find(({ sk }) => sk.startsWith(keys.mailing.shard.prefix));
    const progress = of && Progress.parse(of.record);
    if (!progress || (!progress.isDone && (progress.after ?? '') < batch.last))
      throw new Error(`${found.sk} of ${mailing} is not counted yet`);
    const counts = settledCounts(progress.counts, next.counts);
    const [batchVersion, version] = [found.version ?? 0, progress.version];
    const isSaved = await transactIf([
      put(batchItem(found, batchVersion + 1, next.batch), ifVersion(batchVersion)),
      put(progressItem(mailing, { ...progress, counts, version: version + 1 }, now), ifVersion(version)),
    ]);
    if (!isSaved) throw new Problem('stale', `${mailing} was saved by someone else`);
  });

/** Counts after some of those who were unknown are known. */
function settledCounts(counts: Counts, known: Counts): Counts {
  const { unknown = 0, ...rest } = counts;
  const next: Counts = { ...rest };
  let left = unknown;
  for (const state of ['sent', 'failed'] as const) {
    const some = known[state] ?? 0;
    if (some > 0) next[state] = (next[state] ?? 0) + some;
    left -= some;
  }
  return left > 0 ? { ...next, unknown: left } : next;
}

async function addHealth(events: readonly MailEvent[], now: string) {
  const groups = Map.groupBy(
    events.filter((event) => adds[event.what] !== undefined && batchOf(event) !== undefined),
    ({ mailing = '' }) => mailing,
  );
  for (const [mailing, some] of groups) {
    const add: Record<string, number> = {};
    for (const { what } of some) {
      const name = adds[what];
      if (name) add[name] = (add[name] ?? 0) + 1;
    }
    await addUp({ ...keys.mailing.health({ mailing }), ttl: endsWithMailing(now), add });
  }
}
