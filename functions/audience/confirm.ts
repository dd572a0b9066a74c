import * as z from 'zod';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { confirmByToken } from '../../shared/audience/confirm-store.ts';
import { Subscription } from '../../shared/audience/subscription.ts';
import { requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Confirm what a mail named, by its link',
    input: z.strictObject({ token: z.string().max(200) }),
    output: Subscription.pick({ state: true, sections: true }),
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type', 'stale', 'busy'],
  },
  async ({ token }, at) => {
    await checkNotRestoring();
    const { state, sections } = await confirmByToken(token, at);
    return { state, sections };
  },
);
