import * as z from 'zod';
import { type Item, read } from '../aws/table.ts';
import { Problem } from '../problem.ts';
import { Article } from './article.ts';
import { getContent, type Record } from './article-store.ts';

/** A request that its sender may repeat: who sent it, under which key, and the hash of what it asked for. */
export type Request = { by: string; key: string; hash: string; at: string };

const kept = 24 * 60 * 60;
const Answered = z.object({ hash: z.string(), article: Article });

/**
 * Does the work of a request once. The mark that it was answered is saved in the work's own transaction, so a repeat
 * within 24 hours gets the first answer, and a repeat with other content is refused.
 */
export async function once(
  request: Request | undefined,
  work: (mark?: (article: Article) => Item) => Promise<Record>,
): Promise<Record> {
  if (!request) return work();
  const before = await answerOf(request);
  if (before) return before;
  try {
    return await work((article) => markOf(request, article));
  } catch (error) {
    const meanwhile = error instanceof Problem && error.code === 'in-progress' && (await answerOf(request));
    if (meanwhile) return meanwhile;
    throw error;
  }
}

async function answerOf(request: Request): Promise<Record | undefined> {
  const item = await read(keyOf(request));
  if (!item || (item.ttl ?? 0) * 1000 <= Date.parse(request.at)) return undefined;
  const { hash, article } = Answered.parse(item.record);
  if (hash !== request.hash)
    throw new Problem('key-reused', 'This Idempotency-Key came with other content before; use a new one');
  return { ...article, ...(await getContent(article.id, article.copyVersion)), corrections: [] };
}

const markOf = (request: Request, article: Article): Item => ({
  ...keyOf(request),
  ttl: Math.floor(Date.parse(request.at) / 1000) + kept,
  record: { hash: request.hash, article },
});

const keyOf = ({ by, key }: Request) => ({ pk: `REQUEST#${by}#${key}`, sk: 'ANSWER' });
