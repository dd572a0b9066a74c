import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { findLive } from '../../shared/articles/live-store.ts';
import { Strip } from '../../shared/fronts/pins.ts';
import { getPins } from '../../shared/fronts/pins-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'The strip of breaking news on all fronts, if one is raised',
    input: z.strictObject({}),
    output: z.object({ strip: Strip.nullable(), version: z.int() }),
  },
  async () => {
    const { strip, version } = await getPins();
    // One whose article was withdrawn stands on no front, and comes back with it.
    const isDown = strip?.articleId !== undefined && (await findLive(strip.articleId)) === undefined;
    return { strip: strip && !isDown ? strip : null, version };
  },
);
