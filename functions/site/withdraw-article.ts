import { findPublished } from '../../shared/articles/live-store.ts';
import { invalidate } from '../../shared/aws/cdn.ts';
import { withdrawals } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { tagsOutdatedBy } from '../../shared/site/invalidation.ts';
import { putNotice } from '../../shared/site/put-article.ts';

export const handler = subscriber(
  toEach(withdrawals, async (fact) => {
    await putNotice(await findPublished(fact.data.articleId));
    await invalidate(tagsOutdatedBy(fact), fact.id);
  }),
);
