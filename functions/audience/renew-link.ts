import * as z from 'zod';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { renewLink } from '../../shared/audience/preferences-store.ts';
import { Subscription } from '../../shared/audience/subscription.ts';
import { requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary:
      'Give the next mails of a reader another link; former ones can only end the subscription, for 60 days',
    input: z.strictObject({ token: z.string().max(200) }),
    output: Subscription.pick({ state: true }),
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type', 'stale', 'busy'],
  },
  async ({ token }, at) => {
    await checkNotRestoring();
    const { state } = await renewLink(token, at);
    return { state };
  },
);
