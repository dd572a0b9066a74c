import { invalidate } from '../../shared/aws/cdn.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { tagsOutdatedAtOnce } from '../../shared/site/invalidation.ts';

export const handler = subscriber({
  'article.repictured': ({ data }) => invalidate([data.articleId]),
  'article.published': (fact) => invalidate(tagsOutdatedAtOnce(fact)),
});
