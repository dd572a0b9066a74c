import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { claim } from '../aws/claim.ts';
import { read } from '../aws/table.ts';
import { newToken } from '../ids.ts';
import { instant } from '../instant.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { type Article, isInWork, openChange } from './article.ts';
import { getArticle } from './article-store.ts';

const lasts = 48 * 60 * 60_000;

/**
 * A link to a preview of one unpublished revision, until it is released or the link expires. A correction or an update that
 * was dropped and the next one have one revision: `change` is when the one was opened that the link is of. Only the token's
 * hash is stored.
 */
const Preview = z.object({
  revision: z.int(),
  change: instant.optional(),
  by: z.string(),
  expiresAt: instant,
});

/** Makes a token with which anybody can preview the copy in work as its page will look, for two days at most. */
export async function openPreview(
  id: string,
  { by, at }: Actor,
): Promise<{ token: string; expiresAt: string }> {
  const article = await getArticle(id);
  if (!isInWork(article))
    throw new Problem('wrong-state', `${id} is ${article.state}: there is no copy in work to preview`, {
      state: article.state,
      version: article.version,
    });
  const token = newToken();
  const expiresAt = new Date(Date.parse(at) + lasts).toISOString();
  const { revision } = article;
  const change = openChange(article)?.at;
  const record = { revision, change, by, expiresAt } satisfies z.infer<typeof Preview>;
  await claim({ ...keyOf(id, token), ttl: Math.ceil(Date.parse(expiresAt) / 1000), record });
  return { token, expiresAt };
}

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
  if (!article || preview.expiresAt <= at || !isOfIt || wasSpiked || !isInWork(article))
    throw new Problem(
      'invalid-token',
      'This preview has ended: the article was released or spiked, or the link has expired',
    );
  return article;
}

const keyOf = (id: string, token: string) =>
  keys.article.preview({ id, hash: createHash('sha256').update(token).digest('hex') });
