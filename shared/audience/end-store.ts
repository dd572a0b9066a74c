import { type Key, keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { mailboxOf } from './address.ts';
import { hashOf } from './links.ts';
import { findMailbox, mailboxAfter } from './mailbox-store.ts';
import { readKeyed } from './pepper-store.ts';
import { readerKey } from './readers-store.ts';
import { end, erase, kept, type Outcome, type Subscription } from './subscription.ts';
import {
  changeByToken,
  consentsOf,
  eventsOf,
  findSubscription,
  saveSubscription,
  secondsAfter,
  untilSaved,
  wishesOf,
} from './subscription-store.ts';

/** Ends a subscription by the token of any of its mails. Throws `invalid-token` for any other. */
export const endByToken = (token: string, at: string) =>
  changeByToken(token, async (before, secret) => {
    const outcome = end(before, hashOf(secret));
    if (outcome.facts.length > 0) await saveEnd(before, outcome, at);
    return outcome.subscription;
  });

/** What is stored of a reader, found by any address of the mailbox. Throws `not-found` when nothing is. */
export async function getReader(address: string) {
  const keyed = await readKeyed();
  const { mailbox } = await findMailbox(keyed('mailbox', mailboxOf(address)));
  const subscription = mailbox && (await findSubscription(mailbox.subscriptionId));
  if (!subscription) throw new Problem('not-found', 'Nothing is stored of this address');
  const [wishes, consents] = await Promise.all([wishesOf(subscription.id), consentsOf(subscription.id)]);
  return {
    subscription,
    mailedAt: mailbox.mailedAt,
    wishes: wishes.map(({ wish }) => wish),
    consents: consents.map(({ consent }) => consent),
  };
}

/** Ends a reader's subscription and forgets the mailbox. `by` is who does it. Throws `not-found` when nothing is stored. */
export const eraseReader = (address: string, by: string, at: string): Promise<Subscription> =>
  untilSaved(async () => {
    const { subscription } = await getReader(address);
    const outcome = erase(subscription);
    await saveEnd(subscription, outcome, at, by);
    return outcome.subscription;
  });

/** The newest proofs that get an end: a transaction has room for 100 items. */
const mostProofs = 40;

/**
 * Saves the end of a subscription. Its wishes end with it, so that no older mail brings it back. The proof of what was
 * agreed to stays for a year.
 */
async function saveEnd(before: Subscription, outcome: Outcome, at: string, by?: string) {
  const { id, mailbox: hash, sections } = before;
  const ttl = secondsAfter(at, kept.ended);
  const [wishes, consents, found] = await Promise.all([
    wishesOf(id),
    consentsOf(id),
    hash === undefined ? undefined : findMailbox(hash),
  ]);
  const isForgotten = outcome.subscription.mailbox === undefined;
  const forgotten: Key[] = hash !== undefined && isForgotten ? [keys.mailbox({ hash })] : [];
  const left = hash !== undefined && found?.mailbox && !isForgotten;
  await saveSubscription(before, outcome.subscription, eventsOf(outcome, at, by), {
    at,
    ttl,
    puts: consents
      .slice(-mostProofs)
      .map(({ key, consent }) => ({ ...key, ttl: secondsAfter(at, kept.proof), record: consent })),
    replaces: left
      ? [mailboxAfter(hash, found, found.mailbox as NonNullable<typeof found.mailbox>, ttl)]
      : [],
    deletes: [
      ...wishes.map(({ key }) => key),
      ...sections.map((interest) => readerKey(interest, id)),
      ...forgotten,
    ],
  });
}
