import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { activitySeenBy } from '../../shared/articles/history-store.ts';
import { HistoryFact } from '../../shared/history-fact.ts';
import { instant } from '../../shared/instant.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What happened across articles since an instant, oldest first, 200 facts at most',
    input: z.strictObject({ since: instant }),
    output: z.object({ facts: z.array(HistoryFact), since: instant }),
  },
  ({ since }, { at, roles }) => activitySeenBy(roles, since, at),
);
