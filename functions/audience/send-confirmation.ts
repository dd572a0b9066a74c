import { doOnce } from '../../shared/audience/ledger-store.ts';
import { sendConfirmation } from '../../shared/audience/send-confirmation.ts';
import { getSubscription } from '../../shared/audience/subscription-store.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber({
  'subscription.requested': async ({ id, data: { subscriptionId } }, at) =>
    doOnce('confirmation', id, at, async () => sendConfirmation(await getSubscription(subscriptionId))),
});
