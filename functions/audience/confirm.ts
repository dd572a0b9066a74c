import * as z from 'zod';
import { confirm, Subscription } from '../../shared/audience/subscription.ts';
import { changeByToken } from '../../shared/audience/subscription-store.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Confirm a subscription by the link of a mail',
    input: z.strictObject({ token: z.string().max(200) }),
    output: Subscription.pick({ state: true, sections: true }),
    problems: ['invalid-token', 'stale', 'busy'],
  },
  async ({ token }, at) => {
    const { state, sections } = await changeByToken(token, at, confirm);
    return { state, sections };
  },
);
