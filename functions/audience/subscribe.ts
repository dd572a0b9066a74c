import * as z from 'zod';
import { Interest } from '../../shared/audience/subscription.ts';
import { requestSubscription } from '../../shared/audience/subscription-store.ts';
import { open } from '../../shared/lambda/route.ts';

const Input = z.strictObject({
  address: z.email({ error: 'must be an e-mail address' }).max(254),
  sections: z.array(Interest).min(1).max(20),
});

export const handler = open(
  {
    summary: 'Ask for mail about sections, or about what is breaking',
    input: Input,
    output: z.object({ state: z.string(), next: z.string() }),
    status: 202,
    problems: ['stale', 'busy'],
  },
  async ({ address, sections }, at) => {
    await requestSubscription(address, [...new Set(sections)], at);
    return { state: 'requested', next: 'Open the mail we sent to this address and confirm' };
  },
);
