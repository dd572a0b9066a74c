import { isTombstone, type Published } from '../articles/live.ts';
import { dayOf } from '../bangla/dates.ts';
import { frontTag } from '../page.ts';

/** The cache tag of archives of a day (`2026-11-24`). */
export const dayTag = (day: string) => `day-${day}`;

/** The cache tag of the sitemap of a month (`2026-11`). */
export const monthTag = (month: string) => `month-${month}`;

/**
 * THE place that says where an article stood: the cache tags of every page that can say a word of it, or could before.
 * Its own page and those that lead on to it have its id. Fronts, feeds, pages of terms and today's archives are one tag,
 * so sections, tags and authors that it was moved away from and fronts that it was pinned to need not be known: the CDN
 * keeps these pages for half a minute anyway. The archives of its day and the sitemap of its month have their own.
 */
export const tagsShowing = ({ id, publishedAt }: Pick<Published, 'id' | 'publishedAt'>): string[] => {
  const day = dayOf(publishedAt);
  return [id, frontTag, dayTag(day), monthTag(day.slice(0, 7))];
};

/**
 * The cache tags to invalidate once all pages of an article are rendered again: of one that was withdrawn, all that
 * showed it; of one that was changed, pages that lead on to it and archives of past days, but not fronts. None for a new
 * article: no page is cached that shows it.
 */
export function tagsOutdatedBy(published: Published, at: string): string[] {
  if (isTombstone(published)) return tagsShowing(published);
  if (published.revision === 1) return [];
  const day = dayOf(published.publishedAt);
  return day < dayOf(at) ? [published.id, dayTag(day), monthTag(day.slice(0, 7))] : [published.id];
}
