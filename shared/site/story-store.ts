import type { Article } from '../articles/article.ts';
import type { Content } from '../articles/content.ts';
import { getContent } from '../articles/copy-store.ts';
import { latestOf } from '../articles/lists-store.ts';
import { goLive, type Live } from '../articles/live.ts';
import { findLive, findPublished } from '../articles/live-store.ts';
import { linkCount } from './latest.ts';
import { type Story, storyOf } from './story.ts';

/** What an article's page is rendered from: the article, and those it links to. */
export type PageSource = { story: Story; latest: Live[] };

/** Reads what an article's page is rendered from; undefined once the article is withdrawn. */
export async function getPageSource(id: string): Promise<PageSource | undefined> {
  const live = await findLive(id);
  if (!live) return undefined;
  return pageSourceOf(live, await getContent(id, live.copyVersion));
}

/** What the page of a live record with its copy is rendered from. */
export const pageSourceOf = async (live: Live, copy: Content): Promise<PageSource> => ({
  story: storyOf(live, copy),
  latest: await latestOf(live.section, linkCount, live),
});

/** What a preview of copy in work is rendered from: as its release would make it, at its embargo or now. */
export async function getPreviewSource(article: Article, at: string): Promise<PageSource> {
  const [content, before] = await Promise.all([
    getContent(article.id, article.copyVersion),
    article.path ? findPublished(article.id) : undefined,
  ]);
  const path = article.path ?? `/${article.section}/${article.id}`;
  const live = goLive({ ...article, path }, content, before, article.publishAt ?? at);
  return pageSourceOf(live, content);
}
