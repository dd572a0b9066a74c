import * as z from 'zod';
import { end } from '../../shared/audience/subscription.ts';
import { changeByToken } from '../../shared/audience/subscription-store.ts';
import { open } from '../../shared/lambda/api.ts';

/** From our page, `token` in the body; from a mail program's button (RFC 8058), in the query beside its one field. */
const Input = z.strictObject({
  token: z.string().max(200),
  'List-Unsubscribe': z.literal('One-Click').optional(),
});

export const handler = open(Input, async ({ token }, at) => {
  const { state } = await changeByToken(token, at, end);
  return { state };
});
