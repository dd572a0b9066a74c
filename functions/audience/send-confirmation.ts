import { sendConfirmation, sendOwnDataLink } from '../../shared/audience/send-confirmation.ts';
import { doOnce } from '../../shared/aws/ledger.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber({
  'subscription.requested': async (fact, at) =>
    doOnce('confirmation', fact, at, () => sendConfirmation(fact)),
  'subscription.data-asked': async (fact, at) =>
    doOnce('confirmation', fact, at, () => sendOwnDataLink(fact)),
});
