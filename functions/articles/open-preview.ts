import * as z from 'zod';
import { Id } from '../../shared/articles/id.ts';
import { openPreview } from '../../shared/articles/preview-store.ts';
import { instant } from '../../shared/instant.ts';
import { api, newsroomRoles } from '../../shared/lambda/api.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'A link that shows the copy in work as its page will look, to whoever holds it, for two days',
    input: Id,
    output: z.object({ path: z.string(), expiresAt: instant }),
    status: 201,
    problems: ['not-found', 'wrong-state'],
  },
  async ({ id }, caller) => {
    const { token, expiresAt } = await openPreview(id, caller);
    return { path: `/api/articles/${id}/preview?token=${token}`, expiresAt };
  },
);
