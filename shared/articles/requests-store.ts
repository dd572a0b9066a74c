import * as z from 'zod';
import { type Item, read } from '../aws/table.ts';
import { Problem } from '../problem.ts';
import { type Actor, Article } from './article.ts';
import { type Answer, getArticle, isWithheld } from './article-store.ts';
import { getContent } from './copy-store.ts';
import { Live } from './live.ts';
import type { ArticleRecord } from './record.ts';

/** A request that its sender may repeat: who sent it, under which key, and the hash of what it asked for. */
export type Request = { by: string; key: string; hash: string; at: string; roles: Actor['roles'] };

const kept = 24 * 60 * 60;
const Answered = z.object({
  hash: z.string(),
  answer: Article.extend({ corrections: Live.shape.corrections }),
});

/**
 * Does the work of a request once. The mark that it was answered is saved in the work's own transaction, so a repeat
 * within 24 hours gets the first answer, and a repeat with other content is refused.
 */
export async function once(
  request: Request | undefined,
  work: (mark?: (answer: Answer) => Item) => Promise<ArticleRecord>,
): Promise<ArticleRecord> {
  if (!request) return work();
  const before = await answerOf(request);
  if (before) return before;
  try {
    return await work((answer) => markOf(request, answer));
  } catch (error) {
    const meanwhile = isLost(error) && (await answerOf(request));
    if (meanwhile) return meanwhile;
    throw error;
  }
}

/** Two of the same at once: the second finds the first's mark, or the record as the first has left it. */
const isLost = (error: unknown) =>
  error instanceof Problem && ['in-progress', 'stale', 'wrong-state'].includes(error.code);

async function answerOf(request: Request): Promise<ArticleRecord | undefined> {
  const item = await read(keyOf(request));
  if (!item || (item.ttl ?? 0) * 1000 <= Date.parse(request.at)) return undefined;
  const { hash, answer } = Answered.parse(item.record);
  if (hash !== request.hash)
    throw new Problem('key-reused', 'This Idempotency-Key came with other content before; use a new one');
  const now = await getArticle(answer.id);
  if (isWithheld(now, request.roles)) return { ...now, state: 'killed' };
  const { corrections, ...article } = answer;
  return { ...article, ...(await getContent(answer.id, answer.copyVersion)), corrections };
}

const markOf = (request: Request, answer: Answer): Item => ({
  ...keyOf(request),
  ttl: Math.floor(Date.parse(request.at) / 1000) + kept,
  record: { hash: request.hash, answer },
});

const keyOf = ({ by, key }: Request) => ({ pk: `REQUEST#${by}#${key}`, sk: 'ANSWER' });
