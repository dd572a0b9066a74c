import * as z from 'zod';
import { shareReport } from '../../shared/ads/report-store.ts';
import { instant } from '../../shared/instant.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['ad-manager'],
  {
    summary: 'A link that shows a line item’s report to whoever holds it, for thirty days',
    input: Id,
    output: z.object({ path: z.string(), expiresAt: instant }),
    status: 201,
    problems: ['not-found'],
  },
  async ({ id }, caller) => {
    const { token, expiresAt } = await shareReport(id, caller);
    return { path: `/api/line-items/${id}/report-page?token=${token}`, expiresAt };
  },
);
