import { forget } from '../../shared/aws/cdn.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { outdatedBy } from '../../shared/site/forgetting.ts';

export const handler = subscriber({
  'article.published': (fact) => forget(outdatedBy(fact), fact.id),
});
