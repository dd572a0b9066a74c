import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { merge, pinsChanged } from '../../shared/site/change.ts';
import { refreshListPages } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(['front.arranged'], (facts, at) =>
  refreshListPages(merge(facts.map(({ data }) => pinsChanged(data.fronts))), at),
);
