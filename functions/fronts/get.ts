import * as z from 'zod';
import { FrontName, Pin } from '../../shared/curation/arrangement.ts';
import { getArrangement } from '../../shared/curation/arrangement-store.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What is kept at the top of a front',
    input: z.strictObject({ front: FrontName }),
    output: z.object({ front: FrontName, pins: z.array(Pin), version: z.int() }),
  },
  async ({ front }) => {
    const { fronts, version } = await getArrangement();
    return { front, pins: fronts[front] ?? [], version };
  },
);
