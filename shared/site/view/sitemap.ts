import { type Card, newestFirst } from '../../articles/card.ts';
import { sections } from '../../newsroom.ts';
import type { NewsSource } from '../news.ts';

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
export const urlset = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

export const newsSitemapPath = '/news-sitemap.xml';

/** The sitemap of pages that are always there: fronts and policies. */
export const lastingSitemapPath = '/sitemaps/pages.xml';

/** The sitemap of a month, `2026-11`. */
export const monthSitemapPath = (month: string) => `/sitemaps/${month}.xml`;

/** Articles of all sections first published between two instants, newest first. */
export async function everywhere({ between }: NewsSource, since: string, until: string): Promise<Card[]> {
  const cards = await Promise.all(sections.map((section) => between(section, since, until)));
  return cards.flat().sort(newestFirst);
}
