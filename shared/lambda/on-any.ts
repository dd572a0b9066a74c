import { Problem } from '../problem.ts';
import type { Caller } from './caller.ts';

const tries = 4;

/** Who takes a step on any version (`If-Match: *`) is not stopped by someone who saves at the same moment. */
export async function onAny<T>(caller: Caller, work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isStale = error instanceof Problem && error.code === 'stale';
    if (!isStale || !caller.ifMatch?.isAny || attempt === tries) throw error;
    return onAny(caller, work, attempt + 1);
  }
}
