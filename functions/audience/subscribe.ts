import * as z from 'zod';
import { Address } from '../../shared/audience/address.ts';
import { requestSubscription } from '../../shared/audience/request-store.ts';
import { Interest } from '../../shared/audience/subscription.ts';
import { ipOf, requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Ask for mail about sections, or about what is breaking',
    input: z.strictObject({ address: Address, sections: z.array(Interest).min(1).max(20) }),
    output: z.object({ state: z.string(), next: z.string() }),
    status: 202,
    guard: requireOwnPage,
    problems: ['forbidden', 'unsupported-type', 'stale', 'busy'],
  },
  async ({ address, sections }, at, event) => {
    await requestSubscription({ address, sections: [...new Set(sections)], ip: ipOf(event) }, at);
    return { state: 'requested', next: 'Open the mail we sent to this address and confirm' };
  },
);
