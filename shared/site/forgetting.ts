import type { NewsEvent } from '../events.ts';

/** A fact after which copies that the CDN holds may be wrong. */
export type Outdating = 'article.published' | 'article.retracted' | 'article.expired' | 'article.killed';

/**
 * The tags of copies that are wrong after a fact: the pages that show a corrected or withdrawn article, and for breaking
 * news the fronts that cannot wait half a minute. Anything else costs nothing: new pages have no copies.
 */
export function outdatedBy({ type, data }: NewsEvent<Outdating>): string[] {
  if (type !== 'article.published') return [data.articleId, 'home', data.section];
  return [
    ...(data.revision > 1 ? [data.articleId] : []),
    ...(data.revision === 1 && data.alert === 'breaking' ? ['home', data.section] : []),
  ];
}
