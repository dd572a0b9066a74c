import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { requireLive } from '../../shared/articles/lists-store.ts';
import { lower, raise, Strip } from '../../shared/fronts/pins.ts';
import { getPins, savePins } from '../../shared/fronts/pins-store.ts';
import { checkIfMatch } from '../../shared/lambda/caller.ts';
import { retryOnConflict } from '../../shared/lambda/retry-on-conflict.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary:
      'Raise the strip of breaking news on all fronts, for an hour unless said otherwise; null lowers it',
    input: z.strictObject({ strip: Strip.partial({ until: true }).nullable() }),
    output: z.object({ strip: Strip.nullable(), version: z.int() }),
    requestHeaders: ['If-Match'],
    who: ['editor'],
  },
  ({ strip }, caller) =>
    retryOnConflict(caller, async () => {
      const before = checkIfMatch(await getPins(), caller, 'required');
      const outcome = strip ? raise(before, strip, caller) : lower(before, caller);
      await requireLive(strip?.articleId === undefined ? [] : [strip.articleId]);
      const saved = await savePins(outcome, caller);
      return { strip: saved.strip ?? null, version: saved.version };
    }),
);
