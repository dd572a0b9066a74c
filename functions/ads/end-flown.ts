import { endFlown } from '../../shared/ads/line-item-store.ts';
import { clock } from '../../shared/lambda/clock.ts';

export const handler = clock((at) => endFlown(at));
