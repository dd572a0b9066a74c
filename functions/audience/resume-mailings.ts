import { sendStanding } from '../../shared/audience/send-standing.ts';
import { clock } from '../../shared/lambda/clock.ts';

export const handler = clock(sendStanding);
