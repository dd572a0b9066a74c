import { expireDue, failUnrendered, releaseDue } from '../../shared/articles/due-store.ts';
import { unpinDue } from '../../shared/fronts/pins-store.ts';
import { clock } from '../../shared/lambda/clock.ts';

export const handler = clock(async (at) => {
  await releaseDue(at);
  await expireDue(at);
  await failUnrendered(at);
  await unpinDue(at);
});
