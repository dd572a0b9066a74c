import * as z from 'zod';
import { Address } from '../../shared/audience/address.ts';
import { eraseReader } from '../../shared/audience/end-store.ts';
import { Subscription } from '../../shared/audience/subscription.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['publisher'],
  {
    summary: 'Forget a reader who asks for it: their subscription ends, and nothing that names them stays',
    input: z.strictObject({ address: Address }),
    output: Subscription.pick({ id: true, state: true }),
    problems: ['not-found', 'forbidden', 'stale', 'busy'],
  },
  async ({ address }, { by, at }) => {
    const { id, state } = await eraseReader(address, by, at);
    return { id, state };
  },
);
