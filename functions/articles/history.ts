import * as z from 'zod';
import { getHistory } from '../../shared/articles/history-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { HistoryFact, inHistory } from '../../shared/events.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Everything that happened to an article, in order',
    input: Id,
    output: z.object({ facts: z.array(HistoryFact) }),
    problems: ['not-found'],
  },
  async ({ id }) => ({ facts: (await getHistory(id)).map(inHistory) }),
);
