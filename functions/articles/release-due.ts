import { releaseDue } from '../../shared/articles/article-store.ts';
import { clock } from '../../shared/lambda/clock.ts';

export const handler = clock(releaseDue);
