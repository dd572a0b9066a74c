import { latestOf, untilIndexed } from '../../shared/articles/lists-store.ts';
import { digest } from '../../shared/lambda/subscriber.ts';
import { refreshFronts } from '../../shared/site/site-store.ts';

export const handler = digest(
  ['article.published', 'article.retracted', 'article.expired', 'article.killed'],
  async (facts, at) => {
    const changed = await Promise.all(facts.map(({ data: { articleId } }) => untilIndexed(articleId)));
    const left = facts.flatMap(({ data }) => ('left' in data && data.left ? [data.left] : []));
    await refreshFronts([...changed.flatMap((one) => one?.section ?? []), ...left], latestOf, at);
  },
);
