import type { Commit } from '../aws/commit.ts';
import { read } from '../aws/table.ts';
import { type Item, type Key, keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { mailboxOf } from './address.ts';
import { endsBy, formerIdOf, mailedTo, partsOf } from './links.ts';
import { findMailbox, mailboxAfter } from './mailbox-store.ts';
import { findKeyed, readKeyed } from './pepper-store.ts';
import { readerKey } from './readers-store.ts';
import { end, endByFormer, kept, notOfOurs, type Outcome, type Subscription } from './subscription.ts';
import {
  consentsOf,
  eventsOf,
  findSubscription,
  saveSubscription,
  secondsAfter,
  untilSaved,
  wishesOf,
} from './subscription-store.ts';
import { type Left, Suppression } from './suppression.ts';

/**
 * Ends a reader's subscription by the token of any mail they got: who left and came back since has another than the mail is of,
 * and a mail program says "unsubscribed" whatever is answered. Throws `invalid-token` for any other.
 */
export async function endByToken(token: string, at: string): Promise<void> {
  const parts = partsOf(token);
  if (!parts) throw notOfOurs();
  const keyed = await findKeyed();
  if (!keyed) throw notOfOurs();
  const mailbox = mailedTo(keyed, parts);
  if (parts.mailbox !== mailbox) throw notOfOurs();
  await untilSaved(async () => {
    const named = await findSubscription(parts.id);
    if (named && (await saveIfEnded(named, end(named, endsBy(keyed, parts.secret), at), at))) return;
    if (mailbox !== undefined) await endLater(parts.id, mailbox, at);
    else if (!named) throw notOfOurs();
  });
}

/** Ends the subscription that a mailbox has, if it is another than the one that has ended. */
async function endLater(endedId: string, hash: string, at: string) {
  const { mailbox } = await findMailbox(hash);
  const later =
    mailbox && mailbox.subscriptionId !== endedId
      ? await findSubscription(mailbox.subscriptionId)
      : undefined;
  if (later) await saveIfEnded(later, endByFormer(later, at), at);
}

/** False when there is nothing to end. */
async function saveIfEnded(before: Subscription, outcome: Outcome, at: string): Promise<boolean> {
  if (outcome.facts.length === 0) return false;
  await saveEnd(before, outcome, at);
  return true;
}

/**
 * What is stored of a reader, found by any address of the mailbox; and under an id made of this very address, as earlier
 * versions had it. Throws `not-found` when nothing is.
 */
export async function getReader(address: string) {
  const found = await findReader(address);
  if (!found) throw new Problem('not-found', 'Nothing is stored of this address');
  return found;
}

export async function findReader(address: string) {
  const keyed = await readKeyed();
  const { mailbox } = await findMailbox(keyed('mailbox', mailboxOf(address)));
  const ids = [...(mailbox ? [mailbox.subscriptionId] : []), formerIdOf(address)];
  const found = await Promise.all([...new Set(ids)].map(findSubscription));
  const [subscription, former] = found.filter((one) => one !== undefined && !one.isErased);
  if (!subscription) return undefined;
  const record = await recordOf(subscription);
  return { ...record, former: former && (await recordOf(former)) };
}

/** Everything that is stored of a subscription's reader. */
export async function recordOf(subscription: Subscription) {
  const { id, mailbox: hash } = subscription;
  const [wishes, consents, found, stop] = await Promise.all([
    wishesOf(id),
    consentsOf(id),
    hash === undefined ? undefined : findMailbox(hash),
    hash === undefined ? undefined : read(keys.suppressed.head({ hash })),
  ]);
  return {
    ...(stop ? { suppressed: Suppression.parse(stop.record) } : {}),
    subscription,
    mailedAt: found?.mailbox?.mailedAt ?? [],
    wishes: wishes.map(({ wish }) => wish),
    consents: consents.map(({ consent }) => consent),
  };
}

/** That the reader of a mailbox has left. */
export const leftItem = (hash: string, at: string): Item => ({
  ...keys.suppressed.left({ hash }),
  record: { at } satisfies Left,
});

/** The newest proofs that get an end: a transaction has room for 100 items. */
const mostProofs = 40;

/**
 * Saves the end of a subscription. Its wishes end with it, so that no older mail brings it back. The proof of what was
 * agreed to stays for a year, and the keyed hash for good, so that no old list brings them back. `by` is who did it for the
 * reader; `replaces` is saved with it.
 */
export async function saveEnd(
  before: Subscription,
  outcome: Outcome,
  at: string,
  { by, replaces = [] }: { by?: string } & Pick<Commit, 'replaces'> = {},
) {
  const { id, mailbox: hash, sections } = before;
  const ttl = secondsAfter(at, kept.ended);
  const [wishes, consents, found] = await Promise.all([
    wishesOf(id),
    consentsOf(id),
    hash === undefined ? undefined : findMailbox(hash),
  ]);
  const isForgotten = outcome.subscription.mailbox === undefined;
  const forgotten: Key[] = hash !== undefined && isForgotten ? [keys.mailbox({ hash })] : [];
  // Somebody who asked anew may have the mailbox for another subscription.
  const left = hash !== undefined && found?.mailbox?.subscriptionId === id && !isForgotten;
  await saveSubscription(before, outcome.subscription, eventsOf(outcome, at, by), {
    at,
    ttl,
    puts: [
      ...(hash === undefined ? [] : [leftItem(hash, at)]),
      ...consents
        .slice(-mostProofs)
        .map(({ key, consent }) => ({ ...key, ttl: secondsAfter(at, kept.proof), record: consent })),
    ],
    replaces: [
      ...replaces,
      ...(left ? [mailboxAfter(hash, found, found.mailbox as NonNullable<typeof found.mailbox>, ttl)] : []),
    ],
    deletes: [
      ...wishes.map(({ key }) => key),
      keys.ownLink({ id }),
      ...sections.map((interest) => readerKey(interest, id)),
      ...forgotten,
    ],
  });
}
