import { setting } from '../aws/environment.ts';
import { send } from '../aws/mail.ts';
import type { NewsEvent } from '../events.ts';
import { confirmationLetter } from './confirmation-letter.ts';
import type { Letter } from './letter.ts';
import { ownDataLetter } from './own-data-letter.ts';
import { findAsked } from './own-data-store.ts';
import { findRequested } from './wish-store.ts';

/** Mails the link that confirms a request, unless its wish has ended or is confirmed meanwhile. */
export async function sendConfirmation(fact: NewsEvent<'subscription.requested'>): Promise<void> {
  const requested = await findRequested(fact);
  if (!requested) return;
  const { wish, token } = requested;
  await sendFor(fact, wish.address, confirmationLetter(wish, token, setting('SITE_ORIGIN')));
}

/** Mails a reader the link to what is stored of them, unless there is none any more. */
export async function sendOwnDataLink(fact: NewsEvent<'subscription.data-asked'>): Promise<void> {
  const asked = await findAsked(fact);
  if (asked) await sendFor(fact, asked.address, ownDataLetter(asked.token, setting('SITE_ORIGIN')));
}

type OfReader = NewsEvent<'subscription.requested' | 'subscription.data-asked'>;

async function sendFor(fact: OfReader, address: string, letter: Letter) {
  const outcome = await send(address, letter, { m: 'confirmation', r: fact.data.subscriptionId });
  if (outcome === 'failed') console.error(JSON.stringify({ confirmation: fact.id, outcome }));
}
