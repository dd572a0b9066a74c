import * as z from 'zod';
import { masked } from '../../shared/audience/address.ts';
import { Wish } from '../../shared/audience/subscription.ts';
import { getWish } from '../../shared/audience/wish-store.ts';
import { requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary:
      'What a mail asks to confirm, by its link: for whom (masked), and which sections. It changes nothing',
    input: z.strictObject({ token: z.string().max(200) }),
    output: Wish.pick({ address: true, sections: true }),
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type'],
  },
  async ({ token }, at) => {
    const { address, sections } = await getWish(token, at);
    return { address: masked(address), sections };
  },
);
