import { newsFrom, untilIndexed } from '../../shared/articles/lists-store.ts';
import { changeOf } from '../../shared/articles/live.ts';
import { pinnedIds } from '../../shared/curation/arrangement-store.ts';
import { digest } from '../../shared/lambda/subscriber.ts';
import { refreshFronts } from '../../shared/site/site-store.ts';

export const handler = digest(
  ['article.published', 'article.retracted', 'article.expired', 'article.killed'],
  async (facts, at) => {
    const changes = facts.map(async ({ data }) => {
      const published = await untilIndexed(data.articleId);
      return published ? [changeOf(published, 'left' in data ? data.left : undefined)] : [];
    });
    await refreshFronts((await Promise.all(changes)).flat(), newsFrom(pinnedIds), at);
  },
);
