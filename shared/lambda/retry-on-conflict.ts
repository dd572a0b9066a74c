import { retryStale } from '../retry-stale.ts';
import type { Caller } from './caller.ts';

/** Retries work that failed with `stale`, for callers who accept any version: with `If-Match: *`, or without the header. */
export const retryOnConflict = <T>({ ifMatch }: Caller, work: () => Promise<T>): Promise<T> =>
  ifMatch === undefined || ifMatch.isAny ? retryStale(work, Math.random) : work();
