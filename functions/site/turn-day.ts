import { newsFrom } from '../../shared/articles/lists-store.ts';
import { pinnedIds } from '../../shared/curation/arrangement-store.ts';
import { clock } from '../../shared/lambda/clock.ts';
import { turnOfDay } from '../../shared/site/fronts.ts';
import { refreshFronts } from '../../shared/site/site-store.ts';

export const handler = clock((at) => refreshFronts([turnOfDay(at)], newsFrom(pinnedIds), at));
