import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Queue, QueueName, readQueue } from '../../shared/articles/lists-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary:
      'A queue of the caller, 50 articles a page: to-approve, to-finish, scheduled, expiring, or mine in every state',
    input: z.strictObject({ queue: QueueName, cursor: z.string().max(2000).optional() }),
    output: Queue,
  },
  ({ queue, cursor }, caller) => readQueue(queue, caller, cursor),
);
