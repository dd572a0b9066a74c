import { clock } from '../../shared/lambda/clock.ts';
import { newHour } from '../../shared/site/change.ts';
import { refreshListPages } from '../../shared/site/put-list-pages.ts';

export const handler = clock((at) => refreshListPages(newHour(at), at));
