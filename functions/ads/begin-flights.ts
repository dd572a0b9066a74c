import { clock } from '../../shared/lambda/clock.ts';
import { putSlots } from '../../shared/site/put-slots.ts';

export const handler = clock((at) => putSlots(at));
