import type * as z from 'zod';
import { type Actor, mustBe } from '../actor.ts';
import { claim } from '../aws/claim.ts';
import { readAllUnder, readable } from '../aws/table.ts';
import { put, transact } from '../aws/transact.ts';
import { newToken } from '../ids.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { isInWork, openChange } from './article.ts';
import { getArticle } from './article-store.ts';
import { keyOf, lasts, Preview } from './preview-store.ts';

/** The most links that a person makes to one article in so many milliseconds. */
const most = { times: 20, within: 10 * 60_000 };

/**
 * Makes a token with which anybody can preview the copy in work as its page will look, for two days at most. Throws
 * `too-many` after twenty of one person in ten minutes.
 */
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
  const since = Date.parse(at) + lasts - most.within;
  const recent = readable(await linksTo(id), Preview).filter(
    (one) => one.by === by && Date.parse(one.expiresAt) > since,
  );
  if (recent.length >= most.times)
    throw new Problem('too-many', `You made ${most.times} links to it in ten minutes: wait a little`);
  const token = newToken();
  const expiresAt = new Date(Date.parse(at) + lasts).toISOString();
  const { revision } = article;
  const change = openChange(article)?.at;
  const record = { revision, change, by, expiresAt } satisfies z.infer<typeof Preview>;
  await claim({ ...keyOf(id, token), ttl: Math.ceil(Date.parse(expiresAt) / 1000), record });
  return { token, expiresAt };
}

/** Ends all links to previews of an article, whoever made them: editors do, and its reporter. Returns how many there were. */
export async function endPreviews(id: string, { by, roles, at }: Actor): Promise<number> {
  const { reporter } = await getArticle(id);
  if (by !== reporter && !roles.includes('editor'))
    throw mustBe(['its reporter', 'editor'], `end the links to previews of ${id}`);
  const open = (await linksTo(id)).flatMap((item) => {
    const [link] = readable([item], Preview);
    return link && link.endedAt === undefined && link.expiresAt > at ? [{ item, link }] : [];
  });
  // A transaction has room for a hundred.
  for (let from = 0; from < open.length; from += 100)
    await transact(
      open
        .slice(from, from + 100)
        .map(({ item: { pk, sk, ttl = 0 }, link }) =>
          put({ pk, sk, ttl, record: { ...link, endedAt: at } satisfies z.infer<typeof Preview> }),
        ),
    );
  return open.length;
}

const linksTo = (id: string) =>
  readAllUnder(keys.article.head.partition({ id }), keys.article.preview.prefix);
