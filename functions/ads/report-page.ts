import * as z from 'zod';
import { getSharedReport } from '../../shared/ads/report-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { open } from '../../shared/lambda/route.ts';
import { readSite } from '../../shared/site/read-site.ts';
import { reportPage } from '../../shared/site/report/page.tsx';

export const handler = open(
  {
    summary: 'A line item’s report as a page, for whoever was given a link to it',
    input: Id.extend({ token: z.string().max(200) }),
    output: z.string(),
    problems: ['invalid-token', 'not-found'],
  },
  async ({ id, token }, at) => reportPage(await getSharedReport(id, token, at), readSite()),
);
