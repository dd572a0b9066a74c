import type { NewsEvent, Publication } from '../events.ts';

/**
 * The cache tags that the CDN has to invalidate after a fact: of pages that show a corrected or withdrawn article, and for
 * breaking news of the fronts that cannot wait half a minute. Anything else costs nothing: new pages have no copies.
 */
export function tagsOutdatedBy({ type, data }: NewsEvent<Publication>): string[] {
  if (type !== 'article.published') return [data.articleId, 'home', data.section];
  return [
    ...(data.revision > 1 ? [data.articleId] : []),
    ...(data.revision === 1 && data.alert === 'breaking' ? ['home', data.section] : []),
  ];
}
