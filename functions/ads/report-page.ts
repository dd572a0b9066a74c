import * as z from 'zod';
import { reportPage } from '../../shared/ads/report-page.tsx';
import { getSharedReport } from '../../shared/ads/report-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { site } from '../../shared/aws/site.ts';
import { open } from '../../shared/lambda/api.ts';

export const handler = open(
  {
    summary: 'A line item’s report as a page, for who was given a link to it',
    input: Id.extend({ token: z.string().max(200) }),
    output: z.string(),
    problems: ['invalid-token', 'not-found'],
  },
  async ({ id, token }, at) => reportPage(await getSharedReport(id, token, at), site()),
);
