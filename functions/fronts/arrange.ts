import * as z from 'zod';
import { requireLive } from '../../shared/articles/lists-store.ts';
import { arrange, FrontName, Pin } from '../../shared/curation/arrangement.ts';
import { getArrangement, saveArrangement } from '../../shared/curation/arrangement-store.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';
import { matched } from '../../shared/lambda/caller.ts';

const Input = z.strictObject({ front: FrontName, pins: z.array(Pin).max(20) });

export const handler = api(
  newsroomRoles,
  {
    summary: 'Keep articles at the top of a front, in this order; an empty list leaves it to the news',
    input: Input,
    output: z.object({ front: FrontName, pins: z.array(Pin), version: z.int() }),
    problems: ['stale', 'no-if-match', 'busy'],
    heeds: ['If-Match'],
  },
  async ({ front, pins }, caller) => {
    const outcome = arrange(matched(await getArrangement(), caller, 'required'), front, pins, caller);
    await requireLive(pins.map(({ articleId }) => articleId));
    const { version } = await saveArrangement(outcome, caller);
    return { front, pins, version };
  },
);
