import type { Change, Kind, ListPage, Touch } from './kind.ts';
import type { News } from './news.ts';
import { archives } from './pages/archive.tsx';
import { feeds } from './pages/feed.ts';
import { home } from './pages/home.tsx';
import { monthSitemaps } from './pages/month-sitemap.ts';
import { newsSitemap } from './pages/news-sitemap.ts';
import { sectionFronts } from './pages/section.tsx';
import { sitemapIndex } from './pages/sitemap-index.ts';
import { termPages } from './pages/term.tsx';
import { termFeeds } from './pages/term-feed.ts';

/**
 * Every kind of page that lists articles. Each kind itself says which publications, rebuilds, pins and new days render
 * it.
 */
export const kinds: readonly Kind[] = [
  home,
  sectionFronts,
  feeds,
  archives,
  termPages,
  termFeeds,
  newsSitemap,
  monthSitemaps,
  sitemapIndex,
];

/** The kinds that any of these changes touches. */
export const kindsTouchedBy = (touches: readonly Touch[]): Kind[] =>
  kinds.filter(({ on }) => on.some((touch) => touches.includes(touch)));

/** The kinds to render in one part of a rebuild. The paper's part includes all that a new day touches. */
export const rebuiltPer = (part: Kind['per']): Kind[] =>
  kinds.filter(({ per, on }) => per === part || (part === 'paper' && on.includes('new day')));

/** Every page of these kinds that a change touches, without repeats. */
export async function pagesOf(chosen: readonly Kind[], change: Change, news: News): Promise<ListPage[]> {
  const pages = (await Promise.all(chosen.map((kind) => kind.pages(change, news)))).flat();
  return [...new Map(pages.map((page) => [page.path, page])).values()];
}
