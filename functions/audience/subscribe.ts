import * as z from 'zod';
import { Topic } from '../../shared/audience/subscription.ts';
import { requestSubscription } from '../../shared/audience/subscription-store.ts';
import { open } from '../../shared/lambda/api.ts';

const Input = z.strictObject({
  address: z.email({ error: 'must be an e-mail address' }).max(254),
  sections: z.array(Topic).min(1).max(20),
});

export const handler = open(
  Input,
  async ({ address, sections }, at) => {
    await requestSubscription(address, [...new Set(sections)], at);
    return { state: 'requested', next: 'Open the mail we sent to this address and confirm' };
  },
  { status: 202 },
);
