import { setting } from '../aws/environment.ts';
import { send } from '../aws/mail.ts';
import type { NewsEvent } from '../events.ts';
import { confirmationLetter } from './confirmation-letter.ts';
import { findRequested } from './request-store.ts';

/** Mails the link that confirms a request, unless its wish has ended or is confirmed meanwhile. */
export async function sendConfirmation(fact: NewsEvent<'subscription.requested'>): Promise<void> {
  const requested = await findRequested(fact);
  if (!requested) return;
  const { wish, token } = requested;
  const outcome = await send(wish.address, confirmationLetter(wish, token, setting('SITE_ORIGIN')));
  if (outcome === 'failed') console.error(JSON.stringify({ confirmation: fact.id, outcome }));
}
