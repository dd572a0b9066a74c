import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { publishReleased } from '../../shared/site/publish-released.ts';

export const handler = subscriber(
  toEach(['article.released', 'article.reinstated', 'article.render-asked'], ({ data }, at, isLastTry) =>
    publishReleased(data.articleId, at, isLastTry),
  ),
);
