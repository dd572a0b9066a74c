import { publications } from '../../shared/events.ts';
import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { refreshChanged } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(publications, (facts, at) =>
  refreshChanged(
    facts.map(({ data }) => ({ id: data.articleId, left: 'left' in data ? data.left : undefined })),
    at,
  ),
);
