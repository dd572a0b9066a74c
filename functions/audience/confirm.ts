import * as z from 'zod';
import { confirm } from '../../shared/audience/subscription.ts';
import { changeByToken } from '../../shared/audience/subscription-store.ts';
import { open } from '../../shared/lambda/api.ts';

const Input = z.strictObject({ token: z.string().max(200) });

export const handler = open(Input, async ({ token }, at) => {
  const { state, sections } = await changeByToken(token, at, confirm);
  return { state, sections };
});
