import { doOnce } from '../../shared/audience/ledger-store.ts';
import { sendConfirmation } from '../../shared/audience/send-confirmation.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber({
  'subscription.requested': async (fact, at) =>
    doOnce('confirmation', fact.id, at, () => sendConfirmation(fact)),
});
