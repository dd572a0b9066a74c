import { sendConfirmation } from '../../shared/audience/send-confirmation.ts';
import { doOnce } from '../../shared/aws/ledger.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber({
  'subscription.requested': async (fact, at) =>
    doOnce('confirmation', fact, at, () => sendConfirmation(fact)),
});
