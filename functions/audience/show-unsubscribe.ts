import * as z from 'zod';
import { open } from '../../shared/lambda/route.ts';

/** A mail program that does not know RFC 8058 opens the address in a browser: nothing ends by that. */
export const handler = open(
  {
    summary: 'The page that ends a subscription by a button, for whoever opens the address of one click',
    input: z.object({ token: z.string().max(200) }),
    output: z.object({ location: z.string() }),
    status: 302,
    headers: ({ location }) => ({ location }),
  },
  async ({ token }) => ({ location: `/unsubscribe#token=${encodeURIComponent(token)}` }),
);
