import { placementChanges } from '../../shared/events.ts';
import { batchSubscriber } from '../../shared/lambda/subscriber.ts';
import { putSlots } from '../../shared/site/put-slots.ts';

export const handler = batchSubscriber(placementChanges, (_facts, at) => putSlots(at));
