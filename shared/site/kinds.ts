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

/** Every kind of page that lists articles. Publication, rebuild, pins and the new day choose among them by what they say. */
export const kinds: readonly Kind[] = [
  home,
  sectionFronts,
  feeds,
  archives,
  termPages,
  newsSitemap,
  monthSitemaps,
  sitemapIndex,
];

/** The kinds that any of these touches. */
export const touchedBy = (touches: readonly Touch[]): Kind[] =>
  kinds.filter(({ on }) => on.some((touch) => touches.includes(touch)));

/** The kinds that a rebuild goes through, part by part. The paper's part has what a new day touches as well. */
export const rebuiltPer = (part: Kind['per']): Kind[] =>
  kinds.filter(({ per, on }) => per === part || (part === 'paper' && on.includes('new day')));

/** Every page of these kinds that a change touches, each once. */
export async function pagesOf(chosen: readonly Kind[], change: Change, news: News): Promise<ListPage[]> {
  const pages = (await Promise.all(chosen.map((kind) => kind.pages(change, news)))).flat();
  return [...new Map(pages.map((page) => [page.path, page])).values()];
}
