import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
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
    const { strip = null, version } = await getPins();
    return { strip, version };
  },
);
