import { retryStale } from '../retry-stale.ts';
import type { Caller } from './caller.ts';

/** Retries work that failed with `stale`, for callers who accept any version (`If-Match: *`). */
export const retryOnConflict = <T>({ ifMatch }: Caller, work: () => Promise<T>): Promise<T> =>
  ifMatch?.isAny ? retryStale(work, Math.random) : work();
