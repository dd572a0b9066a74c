import { read } from '../aws/table.ts';
import { keys } from '../keys.ts';
import { findMailbox, mailboxAfter } from './mailbox-store.ts';
import { readerItems } from './readers-store.ts';
import { type Consent, confirm, kept, type Subscription, Wish } from './subscription.ts';
import { changeByToken, eventsOf, saveSubscription, secondsAfter } from './subscription-store.ts';
import { wishKey } from './wish-store.ts';

/** Confirms what a mail named, by its token. Throws `invalid-token` for one of no wish. */
export const confirmByToken = (token: string, at: string) =>
  changeByToken(token, async (before, secret) => {
    const key = wishKey(before.id, secret);
    const item = await read(key);
    const wish = item && Wish.parse(item.record);
    const outcome = confirm(before, wish, at);
    if (!wish || outcome.facts.length === 0) return before;
    const { subscription } = outcome;
    const { sections, at: requestedAt, page, wording } = wish;
    const consent: Consent = { sections, requestedAt, confirmedAt: at, page, wording };
    await saveSubscription(before, subscription, eventsOf(outcome, at), {
      at,
      puts: [
        ...readerItems(subscription),
        { ...key, ttl: secondsAfter(wish.at, kept.unconfirmed), record: { ...wish, confirmedAt: at } },
        { ...keys.subscription.consent({ id: before.id, at }), record: consent },
      ],
      replaces: await keptMailbox(subscription),
      // Who left has come back by themselves.
      deletes:
        subscription.mailbox === undefined ? [] : [keys.suppressed.left({ hash: subscription.mailbox })],
    });
    return subscription;
  });

/** The mailbox of a confirmed subscription, which does not end by itself. */
async function keptMailbox({ mailbox: hash }: Subscription) {
  if (hash === undefined) return [];
  const found = await findMailbox(hash);
  return found.mailbox ? [mailboxAfter(hash, found, found.mailbox, undefined)] : [];
}
