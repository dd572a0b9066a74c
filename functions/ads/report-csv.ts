import * as z from 'zod';
import { csvOf } from '../../shared/ads/report-csv.ts';
import { getReport } from '../../shared/ads/report-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['ad-manager'],
  {
    summary: 'The days of a line item’s report as a file for a spreadsheet',
    input: Id,
    output: z.string(),
    type: 'csv',
    problems: ['not-found'],
  },
  async ({ id }, { at }) => csvOf(await getReport(id, at)),
);
