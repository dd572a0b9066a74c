import { latestOf, untilListed } from '../../shared/articles/article-store.ts';
import { digest } from '../../shared/lambda/subscriber.ts';
import { refreshFronts } from '../../shared/site/site-store.ts';

export const handler = digest('article.published', async (facts, at) => {
  await Promise.all(facts.map(({ data: { articleId } }) => untilListed(articleId)));
  await refreshFronts(
    facts.map(({ data: { section } }) => section),
    latestOf,
    at,
  );
});
