import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { refreshArranged } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(['front.arranged', 'article.weighed'], (facts, at) =>
  refreshArranged(
    {
      fronts: facts.flatMap(({ data }) => ('fronts' in data ? data.fronts : [])),
      weighed: facts.flatMap(({ data }) => ('articleId' in data ? data.articleId : [])),
    },
    at,
  ),
);
