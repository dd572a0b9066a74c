import { invalidate } from '../../shared/aws/cdn.ts';
import { relistings } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { putShareImage } from '../../shared/site/put-share-image.ts';

export const handler = subscriber(
  toEach(relistings, async ({ type, data }) =>
    invalidate(await putShareImage(data.articleId, type === 'article.published')),
  ),
);
