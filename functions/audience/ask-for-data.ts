import * as z from 'zod';
import { askForOwnData } from '../../shared/audience/ask-store.ts';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { ipOf, requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Mail a reader a link to what is stored of them, good for an hour and once',
    input: z.strictObject({ token: z.string().max(200) }),
    output: z.object({ next: z.string() }),
    status: 202,
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type', 'too-many', 'stale', 'busy'],
  },
  async ({ token }, at, event) => {
    await checkNotRestoring();
    await askForOwnData(token, ipOf(event), at);
    return { next: 'Open the mail we sent, within an hour' };
  },
);
