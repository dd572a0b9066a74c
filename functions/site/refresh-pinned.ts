import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { pinsChanged } from '../../shared/site/change.ts';
import { refreshListPages } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(['front.arranged'], (facts, at) =>
  refreshListPages(
    facts.map(({ data }) => pinsChanged(data.fronts)),
    at,
  ),
);
