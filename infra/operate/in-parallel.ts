/** Does something with each of many, so many at a time. After the first that fails none is begun, and it throws. */
export async function inParallel<T>(
  all: Iterable<T> | AsyncIterable<T>,
  most: number,
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  const rest = streamed(all);
  let hasFailed = false;
  const worker = async () => {
    for (;;) {
      const { done, value } = await rest.next();
      if (done || hasFailed) return;
      await work(value).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: most }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function* streamed<T>(all: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, undefined> {
  yield* all;
  return undefined;
}
