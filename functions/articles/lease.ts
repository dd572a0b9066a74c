import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { getArticle } from '../../shared/articles/article-store.ts';
import { leave, take } from '../../shared/articles/lease.ts';
import { changeLease } from '../../shared/articles/lease-store.ts';
import { Lease } from '../../shared/articles/record.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';
import { Problem } from '../../shared/problem.ts';

const Input = Id.extend({ takeOver: z.boolean().default(false), done: z.boolean().default(false) });

export const handler = api(
  newsroomRoles,
  {
    summary: 'Say that one is editing (five minutes; again to go on), take over, or say that one is done',
    input: Input,
    output: Lease,
    problems: ['not-found', 'leased', 'wrong-state', 'busy'],
  },
  async ({ id, takeOver, done }, caller) => {
    const { state } = await getArticle(id);
    if (state === 'killed' && !done) throw new Problem('wrong-state', 'Nobody edits what was killed');
    return changeLease(id, (before) => (done ? leave(before, caller) : take(before, takeOver, caller)));
  },
);
