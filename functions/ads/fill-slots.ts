import { placementChanges } from '../../shared/events.ts';
import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { fillSlots } from '../../shared/site/put-slots.ts';

export const handler = batchSubscriber(placementChanges, (facts, at) =>
  fillSlots(
    facts.map(({ data }) => data.lineItemId),
    at,
  ),
);
