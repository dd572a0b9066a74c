import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Waiting, waitingFor } from '../../shared/articles/lists-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What waits for the caller: copy to approve, own drafts to finish, and what is scheduled',
    input: z.strictObject({}),
    output: Waiting,
  },
  (_input, caller) => waitingFor(caller),
);
