import { forget } from '../../shared/aws/cdn.ts';
import type { NewsEvent } from '../../shared/events.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { type Outdating, outdatedBy } from '../../shared/site/forgetting.ts';

const again = (fact: NewsEvent<Outdating>) => forget(outdatedBy(fact), `${fact.id}/again`);

export const handler = subscriber({
  'article.published': again,
  'article.retracted': again,
  'article.expired': again,
  'article.killed': again,
});
