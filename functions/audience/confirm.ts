import * as z from 'zod';
import { confirm } from '../../shared/audience/subscription.ts';
import { getByToken, saveSubscription } from '../../shared/audience/subscription-store.ts';
import { open } from '../../shared/lambda/api.ts';

const Input = z.strictObject({ token: z.string().max(200) });

export const handler = open(Input, async ({ token }, at) => {
  const { subscription, secret } = await getByToken(token);
  const outcome = confirm(subscription, secret, at);
  await saveSubscription(subscription, outcome, at);
  return { state: outcome.subscription.state, sections: outcome.subscription.sections };
});
