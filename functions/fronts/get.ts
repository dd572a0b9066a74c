import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { FrontName, Pin } from '../../shared/fronts/pins.ts';
import { getPins } from '../../shared/fronts/pins-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What is kept at the top of a front',
    input: z.strictObject({ front: FrontName }),
    output: z.object({ front: FrontName, pins: z.array(Pin), version: z.int() }),
  },
  async ({ front }) => {
    const { fronts, version } = await getPins();
    return { front, pins: fronts[front] ?? [], version };
  },
);
