import { invalidate } from '../../shared/aws/cdn.ts';
import { publications } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { tagsOutdatedBy } from '../../shared/site/invalidation.ts';

export const handler = subscriber(toEach(publications, (fact) => invalidate(tagsOutdatedBy(fact), fact.id)));
