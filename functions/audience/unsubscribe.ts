import * as z from 'zod';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { endByToken } from '../../shared/audience/end-store.ts';
import { open } from '../../shared/lambda/route.ts';

/**
 * From our page `token` is in the body; from a mail program's button (RFC 8058) it is in the query, and the body, which has
 * only `List-Unsubscribe`, is not read: whatever a program sends in it, a reader wants out.
 */
const Input = z.object({
  token: z.string().max(200),
  'List-Unsubscribe': z.string().optional(),
});

export const handler = open(
  {
    summary: 'End a subscription by the link of a mail, or by one click (RFC 8058)',
    input: Input,
    output: z.object({ state: z.literal('ended') }),
    inQuery: ['token'],
    queryAlone: true,
    form: true,
    problems: ['invalid-token', 'stale', 'busy'],
  },
  async ({ token }, at) => {
    await checkNotRestoring();
    await endByToken(token, at);
    return { state: 'ended' as const };
  },
);
