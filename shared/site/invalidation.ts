import type { NewsEvent } from '../events.ts';

/**
 * The cache tags to invalidate as soon as a revision is published, without waiting for pages that list it: of its own page
 * if it was changed, and for breaking news of the fronts that cannot be half a minute late.
 */
export function tagsOutdatedAtOnce({ data }: NewsEvent<'article.published'>): string[] {
  return [
    ...(data.revision > 1 ? [data.articleId] : []),
    ...(data.alert === 'breaking' && (data.sendAlert ?? data.revision === 1) ? ['home', data.section] : []),
  ];
}
