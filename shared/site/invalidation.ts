import type { NewsEvent, Publication } from '../events.ts';

/**
 * The cache tags to invalidate after a fact: of pages that show a corrected or withdrawn article, and for breaking news
 * of the fronts that cannot be half a minute late. Other facts need none: new pages are not cached yet.
 */
export function tagsOutdatedBy({ type, data }: NewsEvent<Publication>): string[] {
  if (type !== 'article.published') return [data.articleId, 'home', data.section];
  return [
    ...(data.revision > 1 ? [data.articleId] : []),
    ...(data.alert === 'breaking' && (data.sendAlert ?? data.revision === 1) ? ['home', data.section] : []),
  ];
}
