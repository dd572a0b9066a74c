/**
 * The results of all promises, as by `Promise.all`; but when one fails, the others are waited for before its error is
 * thrown: no write goes on behind a caller who has given up.
 */
export async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
