import { clock } from '../../shared/lambda/clock.ts';
import { refreshAtNewDay } from '../../shared/site/put-list-pages.ts';

export const handler = clock(refreshAtNewDay);
