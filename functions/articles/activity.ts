import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { activitySeenBy } from '../../shared/articles/history-store.ts';
import { HistoryFact, inHistory } from '../../shared/events.ts';
import { instant } from '../../shared/instant.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What happened across articles since an instant, oldest first, 200 facts at most',
    input: z.strictObject({ since: instant }),
    output: z.object({ facts: z.array(HistoryFact), since: instant }),
  },
  async (input, { at, roles }) => {
    const { facts, since } = await activitySeenBy(roles, input.since, at);
    return { facts: facts.map(inHistory), since };
  },
);
