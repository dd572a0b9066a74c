import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { requireLive } from '../../shared/articles/lists-store.ts';
import { FrontName, Pin, pin } from '../../shared/fronts/pins.ts';
import { getPins, savePins } from '../../shared/fronts/pins-store.ts';
import { checkIfMatch } from '../../shared/lambda/caller.ts';
import { retryOnConflict } from '../../shared/lambda/retry-on-conflict.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Keep articles at the top of a front, in this order; an empty list leaves it to the news',
    input: z.strictObject({ front: FrontName, pins: z.array(Pin).max(20) }),
    output: z.object({ front: FrontName, pins: z.array(Pin), version: z.int() }),
    requestHeaders: ['If-Match'],
    who: ['editor'],
  },
  ({ front, pins }, caller) =>
    retryOnConflict(caller, async () => {
      const outcome = pin(checkIfMatch(await getPins(), caller, 'required'), front, pins, caller);
      await requireLive(pins.map(({ articleId }) => articleId));
      const { version } = await savePins(outcome, caller);
      return { front, pins, version };
    }),
);
