import { createHash } from 'node:crypto';
import * as z from 'zod';
import { claim, read } from '../aws/table.ts';
import { newToken } from '../ids.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';
import { type Actor, type Article, isInWork } from './article.ts';
import { findPublished, getArticle } from './article-store.ts';
import { copyHashOf } from './copy-hash.ts';
import { getContent } from './copy-store.ts';
import { previewKey } from './keys.ts';
import { latestOf, related, type Spread } from './lists-store.ts';
import { goLive, storyOf } from './live.ts';

const lasts = 48 * 60 * 60_000;

/** A link that shows one revision in work, until it goes out or the link expires. Only the token's hash is kept. */
const Preview = z.object({ revision: z.int(), by: z.string(), expiresAt: instant });

/** Makes a token by which anybody can see the copy in work as its page will look, for two days at most. */
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
  const record = { revision: article.revision, by, expiresAt } satisfies z.infer<typeof Preview>;
  await claim({ ...previewKey(id, hashOf(token)), ttl: Math.ceil(Date.parse(expiresAt) / 1000), record });
  return { token, expiresAt };
}

/** What the page of the copy in work will be rendered from, for who holds a link to it. */
export async function getPreview(id: string, token: string, at: string): Promise<Spread> {
  const item = await read(previewKey(id, hashOf(token)));
  const preview = item && Preview.parse(item.record);
  const article = preview && (await getArticle(id));
  if (!article || preview.expiresAt <= at || preview.revision !== article.revision || !isInWork(article))
    throw new Problem(
      'invalid-token',
      'This preview has ended: the article went out or was dropped, or time is up',
    );
  return spreadOf(article, at);
}

/** As release would make it, at the instant at which it is to go out. */
async function spreadOf(article: Article, at: string): Promise<Spread> {
  const [content, before] = await Promise.all([
    getContent(article.id, article.copyVersion),
    article.path ? findPublished(article.id) : undefined,
  ]);
  const path = article.path ?? `/${article.section}/${article.id}`;
  const live = goLive({ ...article, path }, content, before, article.publishAt ?? at);
  return {
    story: storyOf(live, content, copyHashOf(content)),
    latest: await latestOf(live.section, related, live),
  };
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
