import { createHash } from 'node:crypto';
import * as z from 'zod';
import { read } from '../aws/table.ts';
import { instant } from '../instant.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { type Article, isInWork, openChange } from './article.ts';
import { getArticle } from './article-store.ts';

/** How long a link is good, in milliseconds. */
export const lasts = 48 * 60 * 60_000;

/**
 * A link to a preview of one unpublished revision, until it is released or the link expires. A correction or an update that
 * was dropped and the next one have one revision: `change` is when the one was opened that the link is of. Only the token's
 * hash is stored.
 */
export const Preview = z.object({
  revision: z.int(),
  change: instant.optional(),
  by: z.string(),
  expiresAt: instant,
  /** When it was ended before its time. It is kept until then: who makes links without end is counted by those, too. */
  endedAt: instant.optional(),
});

/**
 * The article that a preview link shows. Throws `invalid-token` once it is released, spiked or withdrawn, or the link
 * has expired.
 */
export async function getPreviewed(id: string, token: string, at: string): Promise<Article> {
  const item = await read(keyOf(id, token));
  const preview = item && Preview.parse(item.record);
  const article = preview && (await getArticle(id));
  const isOfIt =
    preview?.revision === article?.revision && preview?.change === (article && openChange(article)?.at);
  const madeAt = Date.parse(preview?.expiresAt ?? at) - lasts;
  const wasSpiked = article?.unspikedAt !== undefined && madeAt <= Date.parse(article.unspikedAt);
  const isOver = preview?.endedAt !== undefined || (preview?.expiresAt ?? at) <= at;
  if (!article || isOver || !isOfIt || wasSpiked || !isInWork(article))
    throw new Problem(
      'invalid-token',
      'This preview has ended: the article was released or spiked, or the link has expired',
    );
  return article;
}

export const keyOf = (id: string, token: string) =>
  keys.article.preview({ id, hash: createHash('sha256').update(token).digest('hex') });
