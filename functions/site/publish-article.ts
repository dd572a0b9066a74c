import { logDelay } from '../../shared/lambda/log-delay.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { isOwnWord, publishReleased } from '../../shared/site/publish-released.ts';

export const handler = subscriber(
  toEach(['article.released', 'article.reinstated', 'article.render-asked'], async (fact, at, isLastTry) => {
    if (isOwnWord(fact)) return;
    await publishReleased(fact.data, at, isLastTry);
    logDelay('page', [fact]);
  }),
);
