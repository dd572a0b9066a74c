import * as z from 'zod';
import { type Item, keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { AnswerItem, RepeatableRequest } from '../records.ts';
import { read } from './table.ts';

/** Seconds for which an answer is stored. */
const kept = 24 * 60 * 60;

/**
 * Does the work of a request only once. The answer is saved in the work's own transaction. A repeat within 24 hours
 * gets that answer, as `again` presents it; the same key with other content throws `key-reused`.
 */
export async function withIdempotency<K, T>(
  request: RepeatableRequest | undefined,
  work: (answerItem?: AnswerItem<K>) => Promise<T>,
  again: (answer: unknown) => Promise<T>,
): Promise<T> {
  if (!request) return work();
  const before = await answerTo(request);
  if (before) return again(before.answer);
  try {
    return await work((answer) => itemOf(request, answer));
  } catch (error) {
    const meanwhile = lostRace(error) && (await answerTo(request));
    if (meanwhile) return again(meanwhile.answer);
    throw error;
  }
}

/** The second of two equal requests at once finds the first's answer, or the record as the first has saved it. */
const lostRace = (error: unknown) =>
  error instanceof Problem && ['in-progress', 'stale', 'wrong-state'].includes(error.code);

const Answered = z.object({ hash: z.string(), answer: z.unknown() });

async function answerTo(request: RepeatableRequest): Promise<{ answer: unknown } | undefined> {
  const item = await read(keys.answer(request));
  if (!item || (item.ttl ?? 0) * 1000 <= Date.parse(request.at)) return undefined;
  const { hash, answer } = Answered.parse(item.record);
  if (hash !== request.hash)
    throw new Problem('key-reused', 'This Idempotency-Key was used with other content before; use a new one');
  return { answer };
}

const itemOf = (request: RepeatableRequest, answer: unknown): Item => ({
  ...keys.answer(request),
  ttl: Math.floor(Date.parse(request.at) / 1000) + kept,
  record: { hash: request.hash, answer },
});
