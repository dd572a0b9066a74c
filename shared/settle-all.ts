/**
 * The results of all promises, as by `Promise.all`; but when one fails, the others are waited for before its error is
 * thrown: no write goes on behind a caller who has given up.
 */
export async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/**
 * Does work for all together; when that fails, for each half by itself, until those that fail are alone. Nothing more is
 * begun once `isLate`. Returns how it went for each.
 */
export async function settleInParts<T>(
  all: readonly T[],
  work: (part: T[]) => Promise<unknown>,
  isLate: () => boolean,
): Promise<PromiseSettledResult<void>[]> {
  const rejected = (reason: unknown) => all.map(() => ({ status: 'rejected' as const, reason }));
  if (isLate()) return rejected(new Error('There was no time left for it'));
  try {
    await work([...all]);
    return all.map(() => ({ status: 'fulfilled', value: undefined }));
  } catch (reason) {
    if (all.length === 1) return rejected(reason);
    const half = Math.ceil(all.length / 2);
    const first = await settleInParts(all.slice(0, half), work, isLate);
    return [...first, ...(await settleInParts(all.slice(half), work, isLate))];
  }
}

/** Does one work after the other. One that fails stops none of the others; all failures are thrown together at the end. */
export async function settleInTurn(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works) await work().catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${works.length} failed`);
}
