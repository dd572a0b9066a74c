import { findAllPublished } from '../../shared/articles/live-store.ts';
import { invalidate } from '../../shared/aws/cdn.ts';
import { withdrawals } from '../../shared/events.ts';
import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { settleAll } from '../../shared/settle-all.ts';
import { putNotice } from '../../shared/site/put-article.ts';

export const handler = batchSubscriber(withdrawals, async (facts) => {
  const published = [...(await findAllPublished(facts.map(({ data }) => data.articleId))).values()];
  await settleAll(published.map(putNotice));
  await invalidate(published.map(({ id }) => id));
});
