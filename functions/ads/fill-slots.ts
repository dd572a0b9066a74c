import { writeSlots } from '../../shared/ads/slots-store.ts';
import { digest } from '../../shared/lambda/subscriber.ts';

export const handler = digest(
  ['line-item.cleared', 'line-item.edited', 'line-item.paused', 'line-item.resumed', 'line-item.ended'],
  (_facts, at) => writeSlots(at),
);
