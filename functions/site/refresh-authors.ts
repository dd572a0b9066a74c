import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { authorsChanged } from '../../shared/site/change.ts';
import { refreshListPages } from '../../shared/site/put-list-pages.ts';

export const handler = batchSubscriber(['author.saved'], (facts, at) =>
  refreshListPages(authorsChanged(facts.map(({ data }) => data.slug)), at),
);
