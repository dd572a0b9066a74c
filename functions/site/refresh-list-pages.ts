import { publications } from '../../shared/events.ts';
import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { changeOf } from '../../shared/site/change.ts';
import { untilIndexed } from '../../shared/site/neighbours-store.ts';
import { refreshListPages } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(publications, async (facts, at) => {
  const changes = facts.map(async ({ data }) => {
    const published = await untilIndexed(data.articleId);
    return published ? [changeOf(published, 'left' in data ? data.left : undefined)] : [];
  });
  await refreshListPages((await Promise.all(changes)).flat(), at);
});
