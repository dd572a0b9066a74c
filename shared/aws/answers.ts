import { Problem } from '../problem.ts';
import { type Item, read } from './table.ts';

/** A request that its sender may repeat: who sent it, under which key, and the hash of what it asked for. */
export type Request = { by: string; key: string; hash: string; at: string };

/** What is saved in the work's own transaction: that the request was answered, and with what. */
export type Mark<A> = (answer: A) => Item;

const kept = 24 * 60 * 60;

/**
 * Does the work of a request once. The mark that it was answered is saved in the work's own transaction, so a repeat
 * within 24 hours gets the first answer, as `again` tells it, and a repeat with other content is refused.
 */
export async function answerOnce<A, T>(
  request: Request | undefined,
  work: (mark?: Mark<A>) => Promise<T>,
  again: (answer: unknown) => Promise<T>,
): Promise<T> {
  if (!request) return work();
  const before = await answerTo(request);
  if (before) return again(before.answer);
  try {
    return await work((answer) => markOf(request, answer));
  } catch (error) {
    const meanwhile = isLost(error) && (await answerTo(request));
    if (meanwhile) return again(meanwhile.answer);
    throw error;
  }
}

/** Two of the same at once: the second finds the first's mark, or the record as the first has left it. */
const isLost = (error: unknown) =>
  error instanceof Problem && ['in-progress', 'stale', 'wrong-state'].includes(error.code);

async function answerTo(request: Request): Promise<{ answer: unknown } | undefined> {
  const item = await read(keyOf(request));
  if (!item || (item.ttl ?? 0) * 1000 <= Date.parse(request.at)) return undefined;
  const { hash, answer } = item.record as { hash: string; answer: unknown };
  if (hash !== request.hash)
    throw new Problem('key-reused', 'This Idempotency-Key came with other content before; use a new one');
  return { answer };
}

const markOf = (request: Request, answer: unknown): Item => ({
  ...keyOf(request),
  ttl: Math.floor(Date.parse(request.at) / 1000) + kept,
  record: { hash: request.hash, answer },
});

const keyOf = ({ by, key }: Request) => ({ pk: `REQUEST#${by}#${key}`, sk: 'ANSWER' });
