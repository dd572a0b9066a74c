import { claim, replace } from '../aws/claim.ts';
import { read } from '../aws/table.ts';
import { type Key, keys, padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import { Batch } from './batch.ts';
import type { Interest } from './subscription.ts';

export const batchKey = (alert: string, interest: Interest, shard: number, n: number): Key =>
  keys.mailing({ alert, interest, shard: padded(shard, 2), batch: padded(n, 6) });

/** A batch and the version it was read at; 0 when it does not exist yet. */
export async function findBatch(key: Key): Promise<{ version: number; batch: Batch | undefined }> {
  const item = await read(key);
  return { version: item?.version ?? 0, batch: item && Batch.parse(item.record) };
}

/** Starts a batch. Throws `in-progress` when somebody else has started it since it was read. */
export async function startBatch(key: Key, version: number, batch: Batch): Promise<void> {
  const item = { ...key, version: version + 1, record: batch };
  if (version === 0 ? await claim(item) : await replace(item, version)) return;
  throw beingSent(key);
}

/** Saves the outcome of a batch, if it is still at the version it was read or started at. */
export const settleBatch = (key: Key, version: number, batch: Batch) =>
  replace({ ...key, version: version + 1, record: batch }, version);

export const beingSent = ({ pk, sk }: Key) => new Problem('in-progress', `${pk} ${sk} is being mailed`);
