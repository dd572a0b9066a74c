import type { Article } from '../articles/article.ts';
import { getContent } from '../articles/copy-store.ts';
import { latestOf } from '../articles/lists-store.ts';
import { goLive, type Live } from '../articles/live.ts';
import { findLive, findPublished } from '../articles/live-store.ts';
import { type Story, storyOf } from './story.ts';

/** How many articles of its section a page links to: the newest when it was first published. */
export const latestCount = 6;

/** What an article's page is rendered from: the article, and those it links to. */
export type PageSource = { story: Story; latest: Live[] };

/** Reads what an article's page is rendered from; undefined once the article is withdrawn. */
export async function getPageSource(id: string): Promise<PageSource | undefined> {
  const live = await findLive(id);
  if (!live) return undefined;
  const [content, latest] = await Promise.all([
    getContent(id, live.copyVersion),
    latestOf(live.section, latestCount, live),
  ]);
  return { story: storyOf(live, content), latest };
}

/** What a preview of copy in work is rendered from: as its release would make it, at its embargo or now. */
export async function getPreviewSource(article: Article, at: string): Promise<PageSource> {
  const [content, before] = await Promise.all([
    getContent(article.id, article.copyVersion),
    article.path ? findPublished(article.id) : undefined,
  ]);
  const path = article.path ?? `/${article.section}/${article.id}`;
  const live = goLive({ ...article, path }, content, before, article.publishAt ?? at);
  return { story: storyOf(live, content), latest: await latestOf(live.section, latestCount, live) };
}
