import { Problem } from '../problem.ts';
import type { Caller } from './caller.ts';

const tries = 4;

/** Retries work that failed with `stale`, for callers who accept any version (`If-Match: *`). */
export async function retryOnConflict<T>(caller: Caller, work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isStale = error instanceof Problem && error.code === 'stale';
    if (!isStale || !caller.ifMatch?.isAny || attempt === tries) throw error;
    return retryOnConflict(caller, work, attempt + 1);
  }
}
