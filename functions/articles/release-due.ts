import { expireDue, releaseDue } from '../../shared/articles/due-store.ts';
import { clock } from '../../shared/lambda/clock.ts';

export const handler = clock(async (at) => {
  await releaseDue(at);
  await expireDue(at);
});
