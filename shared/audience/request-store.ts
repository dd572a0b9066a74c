import { read, readMany } from '../aws/table.ts';
import { put, transact } from '../aws/transact.ts';
import type { NewsEvent } from '../events.ts';
import { newId, newToken } from '../ids.ts';
import { type Item, type Key, keys } from '../keys.ts';
import { domainOf, mailboxOf } from './address.ts';
import { budgetKey, isSpent, taking } from './budget-store.ts';
import { budgetsOf, counting, mayMail, networkOf } from './limits.ts';
import { endSecretOf, hashOf, tokenOf, wishSecretOf } from './links.ts';
import { mailboxAfter, mailboxIn, mailboxKey } from './mailbox-store.ts';
import { readKeyed } from './pepper-store.ts';
import { type Interest, kept, request, Wish } from './subscription.ts';
import {
  eventsOf,
  findSubscription,
  saveSubscription,
  secondsAfter,
  untilSaved,
} from './subscription-store.ts';

/** Who asks for what. `ip` is the client's. */
export type Asked = { address: string; sections: Interest[]; ip: string };

/**
 * Requests a subscription; its fact sends the confirmation mail. When the mailbox, its domain, the client's network or all
 * together have had their mails, or everything is confirmed already, nothing comes of it. The same calls go to the table
 * whatever comes of it: neither the answer nor its time shows whether an address is known.
 */
export async function requestSubscription({ address, sections, ip }: Asked, at: string): Promise<void> {
  const keyed = await readKeyed();
  const hash = keyed('mailbox', mailboxOf(address));
  const client = keyed('client', `${at.slice(0, 10)} ${networkOf(ip)}`);
  const budgets = budgetsOf({ domain: domainOf(address), client }, at);
  await untilSaved(async () => {
    const items = await readMany([mailboxKey(hash), ...budgets.map(budgetKey)]);
    const itemAt = ({ pk }: Key) => items.find((item) => item.pk === pk);
    const found = mailboxIn(itemAt(mailboxKey(hash)));
    const areSpent = budgets.some((budget) => isSpent(budget, itemAt(budgetKey(budget))));
    const fresh = newId('sub');
    const before = await findSubscription(found.mailbox?.subscriptionId ?? fresh);
    // One that ended by its time has left its facts behind: the next takes an id of its own.
    const id = before?.id ?? fresh;
    const identity = { id, mailbox: hash, endTokenHash: hashOf(endSecretOf(keyed, id)) };
    const outcome = request(before, identity, sections, at);
    const mailedAt = counting(found.mailbox?.mailedAt ?? [], at);
    if (areSpent) return saveNothing(1, at);
    // As many items as below: how long it takes would tell whether the address is known.
    if (outcome.facts.length === 0 || !mayMail(mailedAt, at)) return saveNothing(4 + budgets.length, at);
    const events = eventsOf(outcome, at);
    const isConfirmed = outcome.subscription.state === 'confirmed';
    const next = { subscriptionId: id, mailedAt: [...mailedAt, at] };
    const ends = secondsAfter(at, kept.unconfirmed);
    return saveSubscription(before, outcome.subscription, events, {
      at,
      ...(isConfirmed ? {} : { ttl: ends }),
      puts: events.map(
        (fact): Item => ({
          ...wishKey(id, wishSecretOf(keyed, fact)),
          ttl: ends,
          record: { address, sections, at } satisfies Wish,
        }),
      ),
      replaces: [mailboxAfter(hash, found, next, isConfirmed ? undefined : secondsAfter(at, kept.ended))],
      parts: budgets.map(taking),
    });
  });
}

/** What a request writes that comes to nothing: as many calls as one that does. */
const saveNothing = (items: number, at: string) =>
  transact(
    Array.from({ length: items }, () =>
      put({
        ...keys.limit({ what: `nothing/${newToken()}`, window: at.slice(0, 13) }),
        ttl: secondsAfter(at, 0),
        record: {},
      }),
    ),
  );

export const wishKey = (id: string, secret: string) => keys.subscription.wish({ id, hash: hashOf(secret) });

/** What the mail of a request asks to confirm, and the token of its link; undefined when there is nothing any more. */
export async function findRequested(
  fact: NewsEvent<'subscription.requested'>,
): Promise<{ wish: Wish; token: string } | undefined> {
  const { subscriptionId: id } = fact.data;
  const secret = wishSecretOf(await readKeyed(), fact);
  const [item, subscription] = await Promise.all([read(wishKey(id, secret)), findSubscription(id)]);
  const wish = item && Wish.parse(item.record);
  // Confirmed by a later mail, where this one's fact came late.
  const isConfirmed = wish?.sections.every((one) => subscription?.sections.includes(one));
  return wish && wish.confirmedAt === undefined && !isConfirmed
    ? { wish, token: tokenOf(id, secret) }
    : undefined;
}
