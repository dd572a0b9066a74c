import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { endPreviews } from '../../shared/articles/preview-links-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'End all links to previews of an article, whoever made them',
    input: Id,
    output: z.object({ ended: z.int() }),
    problems: ['not-found', 'forbidden'],
    who: ['its reporter', 'editor'],
  },
  async ({ id }, caller) => ({ ended: await endPreviews(id, caller) }),
);
