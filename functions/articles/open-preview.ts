import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { openPreview } from '../../shared/articles/preview-links-store.ts';
import { instant } from '../../shared/instant.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'A link that shows the copy in work as its page will look, to whoever holds it, for two days',
    input: Id,
    output: z.object({ path: z.string(), expiresAt: instant }),
    status: 201,
    problems: ['not-found', 'wrong-state', 'too-many'],
  },
  async ({ id }, caller) => {
    const { token, expiresAt } = await openPreview(id, caller);
    return { path: `/api/articles/${id}/preview?token=${token}`, expiresAt };
  },
);
