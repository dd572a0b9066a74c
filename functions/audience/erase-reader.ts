import * as z from 'zod';
import { Address } from '../../shared/audience/address.ts';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { eraseReader } from '../../shared/audience/erase-store.ts';
import { Subscription } from '../../shared/audience/subscription.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['publisher'],
  {
    summary:
      'Forget a reader who asks for it: their subscription ends, nothing that names them stays, and no list brings them back',
    input: z.strictObject({ address: Address }),
    /** Without an id: nothing was stored. */
    output: Subscription.pick({ id: true, state: true }).partial({ id: true }),
    problems: ['forbidden', 'stale', 'busy'],
  },
  async ({ address }, { by, at }) => {
    await checkNotRestoring();
    const erased = await eraseReader(address, by, at);
    return { ...(erased ? { id: erased.id } : {}), state: 'ended' as const };
  },
);
