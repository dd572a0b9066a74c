import { setting } from '../aws/environment.ts';
import { send } from '../aws/mail.ts';
import { confirmationLetter } from './confirmation-letter.ts';
import type { Subscription } from './subscription.ts';

/** Mails the link that confirms a subscription. */
export const sendConfirmation = (subscription: Subscription) =>
  send(subscription.address, confirmationLetter(subscription, setting('SITE_ORIGIN')));
