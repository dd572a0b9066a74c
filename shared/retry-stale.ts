import { Problem } from './problem.ts';

const tries = 12;

/** The longest wait before another try, in milliseconds. */
const longest = 200;

/**
 * Does work again that failed with `stale`, each time after a wait of a random part (`chance`, 0 to 1) of a growing time:
 * whoever saves a record in a loop leaves gaps, and cannot hold off a withdrawal or the clock.
 */
export async function retryStale<T>(work: () => Promise<T>, chance: () => number, attempt = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isStale = error instanceof Problem && error.code === 'stale';
    if (!isStale || attempt === tries) throw error;
    const wait = Math.min(longest, 5 * 2 ** attempt) * chance();
    await new Promise((done) => setTimeout(done, wait));
    return retryStale(work, chance, attempt + 1);
  }
}
