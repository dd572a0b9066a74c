import { clock } from '../../shared/lambda/clock.ts';
import { removeUnused } from '../../shared/media/remove-unused.ts';

export const handler = clock((at) => removeUnused(at));
