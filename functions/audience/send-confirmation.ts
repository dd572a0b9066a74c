import { sendConfirmation } from '../../shared/audience/send-confirmation.ts';
import { isWaiting } from '../../shared/audience/subscription.ts';
import { getSubscription } from '../../shared/audience/subscription-store.ts';
import { doOnce } from '../../shared/aws/ledger.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';

export const handler = subscriber({
  'subscription.requested': async (fact, at) =>
    doOnce('confirmation', fact, at, async () => {
      const subscription = await getSubscription(fact.data.subscriptionId);
      if (isWaiting(subscription, at)) await sendConfirmation(subscription);
    }),
});
