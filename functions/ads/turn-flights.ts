import { writeSlots } from '../../shared/ads/slots-store.ts';
import { clock } from '../../shared/lambda/clock.ts';

export const handler = clock((at) => writeSlots(at));
