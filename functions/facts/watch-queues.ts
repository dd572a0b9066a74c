import { lookAtQueues } from '../../shared/facts/watch-store.ts';
import { clock } from '../../shared/lambda/clock.ts';

export const handler = clock(lookAtQueues);
