import { invalidate } from '../../shared/aws/cdn.ts';
import { relistings } from '../../shared/events.ts';
import { logDelay } from '../../shared/lambda/log-delay.ts';
import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { refreshChanged } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(relistings, async (facts, at) => {
  const { outdated, unreadable } = await refreshChanged(
    facts.map(({ type, data }) => ({
      id: data.articleId,
      left: 'left' in data ? data.left : undefined,
      isRepictured: type === 'article.repictured',
    })),
    at,
  );
  await invalidate(outdated);
  logDelay('fronts', facts);
  if (unreadable.length > 0)
    throw new Error(
      `Pages of ${unreadable.map(({ pk }) => pk)} may show what was withdrawn: no record to render`,
    );
});
