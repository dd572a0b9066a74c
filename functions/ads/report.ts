import { Report } from '../../shared/ads/report.ts';
import { getReport } from '../../shared/ads/report-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['ad-manager'],
  {
    summary: 'How a line item runs: impressions and clicks by day and slot, and whether it keeps up',
    input: Id,
    output: Report,
    problems: ['not-found'],
  },
  ({ id }, { at }) => getReport(id, at),
);
