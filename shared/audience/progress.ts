import * as z from 'zod';
import { Counts } from './batch.ts';

/** How far a mailing is in one shard: all readers up to `after` stand in one of its counts. */
export const Progress = z.object({
  shard: z.int(),
  version: z.int(),
  isDone: z.boolean(),
  after: z.string().optional(),
  counts: Counts,
  at: z.string(),
});
export type Progress = z.infer<typeof Progress>;
