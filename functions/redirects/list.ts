import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { api } from '../../shared/lambda/route.ts';
import { listRedirects, RedirectList } from '../../shared/redirects/redirect-store.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'All redirects, those set last first',
    input: z.strictObject({ cursor: z.string().max(2_000).optional() }),
    output: RedirectList,
  },
  async ({ cursor }) => listRedirects(cursor),
);
