import * as z from 'zod';
import { claim, replace } from '../aws/claim.ts';
import { read } from '../aws/table.ts';
import { type Key, keys, padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Interest } from './subscription.ts';

/**
 * One batch of a mailing. It stores its last reader, so that a retry forms the same batches. It is `sending` from
 * before the call to SES and `sent` after it; when SES did not take all of it now, it is `waiting` for the next try, and
 * `left` are those who have not got it. A batch that is found `sending` later may or may not have been sent: it is marked
 * `unknown` and never sent again.
 */
const Batch = z.object({
  state: z.enum(['sending', 'waiting', 'sent', 'unknown']),
  startedAt: z.string(),
  last: z.string(),
  left: z.array(z.string()).optional(),
  refused: z.array(z.object({ id: z.string(), reason: z.string().optional() })).optional(),
});
export type Batch = z.infer<typeof Batch>;

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
