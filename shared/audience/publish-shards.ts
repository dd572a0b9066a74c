import * as z from 'zod';
import { setting } from '../aws/environment.ts';
import { publishAll } from '../aws/topic.ts';
import { laneOf, type Mailing, shards } from './mailing.ts';

/** The work of one shard of a mailing, for the function of its lane. */
export const ShardWork = z.object({
  mailing: z.string(),
  shard: z
    .int()
    .nonnegative()
    .max(shards - 1),
});
export type ShardWork = z.infer<typeof ShardWork>;

const all = Array.from({ length: shards }, (_, shard) => shard);

/**
 * Has shards of a mailing mailed, unless given all of them. A shard that is asked for twice, or is done, is mailed no
 * second time.
 */
export const publishShards = (
  mailing: Pick<Mailing, 'id' | 'kind'>,
  which: readonly number[] = all,
): Promise<void> =>
  publishAll(
    setting('MAILINGS_TOPIC'),
    which.map((shard) => ({
      message: { mailing: mailing.id, shard } satisfies ShardWork,
      attributes: { type: laneOf(mailing) },
    })),
  );
