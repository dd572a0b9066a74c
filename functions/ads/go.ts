import * as z from 'zod';
import { destinationOf } from '../../shared/ads/line-item.ts';
import { getLineItemNamed } from '../../shared/ads/line-item-store.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary:
      'Where a click on an ad leads: what was booked, whatever else the address says. The slot is counted in the CDN’s log',
    input: z.object({ id: z.string(), slot: z.string() }),
    output: z.object({ location: z.string() }),
    status: 302,
    headers: ({ location }) => ({ location }),
    problems: ['not-found'],
  },
  async ({ id }, at) => ({ location: destinationOf(await getLineItemNamed(id), at) }),
);
