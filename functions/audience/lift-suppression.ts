import * as z from 'zod';
import { Address } from '../../shared/audience/address.ts';
import { Suppression } from '../../shared/audience/suppression.ts';
import { liftSuppression } from '../../shared/audience/suppression-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['publisher'],
  {
    summary:
      'Let mail go again to a mailbox that bounced, or whose reader complained and asks for it in writing',
    input: z.strictObject({ address: Address }),
    output: Suppression,
    problems: ['not-found', 'forbidden', 'stale'],
  },
  ({ address }, { by, at }) => liftSuppression(address, by, at),
);
