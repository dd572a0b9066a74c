import { latestOf } from '../../shared/articles/lists-store.ts';
import { clock } from '../../shared/lambda/clock.ts';
import { sections } from '../../shared/newsroom.ts';
import { refreshFronts } from '../../shared/site/site-store.ts';

export const handler = clock((at) => refreshFronts(sections, latestOf, at));
