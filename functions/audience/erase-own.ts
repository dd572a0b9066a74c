import * as z from 'zod';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { eraseOwn } from '../../shared/audience/erase-store.ts';
import { Subscription } from '../../shared/audience/subscription.ts';
import { requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Forget a reader, by the link that was mailed for it: nothing that names them stays',
    input: z.strictObject({ token: z.string().max(200) }),
    output: Subscription.pick({ state: true }),
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type', 'stale', 'busy'],
  },
  async ({ token }, at) => {
    await checkNotRestoring();
    const { state } = await eraseOwn(token, at);
    return { state };
  },
);
