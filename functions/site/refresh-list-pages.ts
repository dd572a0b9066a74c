import { invalidate } from '../../shared/aws/cdn.ts';
import { publications } from '../../shared/events.ts';
import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { refreshChanged } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(publications, async (facts, at) => {
  const outdated = await refreshChanged(
    facts.map(({ data }) => ({ id: data.articleId, left: 'left' in data ? data.left : undefined })),
    at,
  );
  await invalidate(
    outdated,
    facts.map(({ id }) => id),
  );
});
