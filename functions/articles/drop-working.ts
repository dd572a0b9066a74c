import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { dropWorking } from '../../shared/articles/working-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Drop what the caller has not saved of an article',
    input: Id,
    output: z.object({ id: z.string() }),
  },
  async ({ id }, caller) => {
    await dropWorking(id, caller);
    return { id };
  },
);
