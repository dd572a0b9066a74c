import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { historySeenBy } from '../../shared/articles/history-store.ts';
import { HistoryFact } from '../../shared/history-fact.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Everything that happened to an article, in order',
    input: Id,
    output: z.object({ facts: z.array(HistoryFact) }),
    problems: ['not-found'],
  },
  async ({ id }, { roles }) => ({ facts: await historySeenBy(roles, id) }),
);
