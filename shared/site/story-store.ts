import type { Article } from '../articles/article.ts';
import { newestFirst } from '../articles/card.ts';
import type { Content } from '../articles/content.ts';
import { copyHashOf } from '../articles/copy-hash.ts';
import { findAllContents, getContent } from '../articles/copy-store.ts';
import { latestOf } from '../articles/lists-store.ts';
import { goLive, type Live } from '../articles/live.ts';
import { findLive, findPublished } from '../articles/live-store.ts';
import { assetsIn } from '../articles/pictures.ts';
import { findShown } from '../media/asset-store.ts';

import { linkCount, linkedBy } from './latest.ts';
import { type Story, storyOf } from './story.ts';

/** What an article's page is rendered from: the article, and those it links to. */
export type PageSource = { story: Story; latest: Live[] };

/** Reads what an article's page is rendered from; undefined once the article is withdrawn. */
export async function getPageSource(id: string): Promise<PageSource | undefined> {
  const live = await findLive(id);
  if (!live) return undefined;
  return pageSourceOf(live, await getContent(id, live.copyVersion));
}

/** What the page of a live record with its copy is rendered from. A preview has pictures that readers cannot get yet. */
export const pageSourceOf = async (live: Live, copy: Content, isPreview = false): Promise<PageSource> => ({
  story: storyOf(live, copy, await findShown(assetsIn(copy), isPreview)),
  // What came from an archive leads on to nothing: what is published after it must not change its page.
  latest: live.isBackdated ? [] : await latestOf(live.section, linkCount, live),
});

/**
 * What the pages of many articles are rendered from, in three requests for each hundred of a section. Of those between
 * the first and the last of a section, none may be missing. Articles without the copy that was approved are left out.
 */
export async function pageSourcesOf(lives: readonly Live[]): Promise<PageSource[]> {
  const copies = await findAllContents(lives);
  const pictures = await findShown([...copies.values()].flatMap(assetsIn));
  const all = [...Map.groupBy(lives, ({ section }) => section)].map(async ([section, some]) => {
    const inOrder = some
      .filter(({ state, isBackdated }) => state === 'published' && !isBackdated)
      .sort(newestFirst);
    const earlier = await latestOf(section, linkCount, inOrder.at(-1));
    const known = new Set(some.map(({ id }) => id));
    const candidates = [...inOrder, ...earlier.filter(({ id }) => !known.has(id))].sort(newestFirst);
    return some.flatMap((live) => {
      const copy = copies.get(live.id);
      return copy && copyHashOf(copy) === live.copyHash
        ? { story: storyOf(live, copy, pictures), latest: live.isBackdated ? [] : linkedBy(live, candidates) }
        : [];
    });
  });
  return (await Promise.all(all)).flat();
}

/** What a preview of copy in work is rendered from: as its release would make it, at its embargo or now. */
export async function getPreviewSource(article: Article, at: string): Promise<PageSource> {
  const [content, before] = await Promise.all([
    getContent(article.id, article.copyVersion),
    article.path ? findPublished(article.id) : undefined,
  ]);
  const path = article.path ?? `/${article.section}/${article.id}`;
  const live = goLive({ ...article, path }, content, before, article.publishAt ?? at);
  return pageSourceOf(live, content, true);
}
