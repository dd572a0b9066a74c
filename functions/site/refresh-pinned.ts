import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { refreshPinned } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(['front.arranged'], (facts, at) =>
  refreshPinned([...new Set(facts.flatMap(({ data }) => data.fronts))], at),
);
