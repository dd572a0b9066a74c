import { put, transact } from '../aws/transact.ts';
import { newId, newToken } from '../ids.ts';
import { type Item, keys } from '../keys.ts';
import { budgetsFor, readRoom, taking } from './budget-store.ts';
import type { Interest } from './interest.ts';
import { halfSpent, isHalfSpent } from './limits.ts';
import { endSecretOf, hashOf, wishSecretOf } from './links.ts';
import { mailboxAfter } from './mailbox-store.ts';
import { readKeyed } from './pepper-store.ts';
import { kept, request, type Wish } from './subscription.ts';
import {
  eventsOf,
  findSubscription,
  saveSubscription,
  secondsAfter,
  untilSaved,
} from './subscription-store.ts';
import { wishKey } from './wish-store.ts';

/** Who asks for what, on which page, by which version of its words. `ip` is the client's. */
export type Asked = {
  address: string;
  sections: Interest[];
  ip: string;
  page?: string | undefined;
  wording?: string | undefined;
};

/**
 * Requests a subscription; its fact sends the confirmation mail. When the mailbox, its domain, the client's network or all
 * together have had their mails, the mailbox bounces or its reader complained, or everything is confirmed already, nothing
 * comes of it. The same calls go to the table
 * whatever comes of it: neither the answer nor its time shows whether an address is known.
 */
export async function requestSubscription(
  { address, sections, ip, page, wording }: Asked,
  at: string,
): Promise<void> {
  const keyed = await readKeyed();
  const asked = await budgetsFor(keyed, { address, ip }, at);
  const { hash, budgets } = asked;
  await untilSaved(async () => {
    const { found, mailedAt, mayMail, counts, areSpent } = await readRoom(asked, at);
    const fresh = newId('sub');
    const before = await findSubscription(found.mailbox?.subscriptionId ?? fresh);
    // One that ended by its time has left its facts behind: the next takes an id of its own.
    const id = before?.id ?? fresh;
    const identity = { id, mailbox: hash, endTokenHash: hashOf(endSecretOf(keyed, id)) };
    const outcome = request(before, identity, sections, at);
    if (areSpent) return saveNothing(1, at);
    // As many items as below: how long it takes would tell whether the address is known.
    if (outcome.facts.length === 0 || !mayMail) return saveNothing(4 + budgets.length, at);
    const events = eventsOf(outcome, at);
    const isConfirmed = outcome.subscription.state === 'confirmed';
    const next = { subscriptionId: id, mailedAt: [...mailedAt, at] };
    const ends = secondsAfter(at, kept.unconfirmed);
    if (budgets.some((budget, i) => isHalfSpent(budget, counts[i] ?? 0)))
      console.warn(JSON.stringify({ alarm: halfSpent, budgets: counts }));
    return saveSubscription(before, outcome.subscription, events, {
      at,
      ...(isConfirmed ? {} : { ttl: ends }),
      puts: events.map(
        (fact): Item => ({
          ...wishKey(id, wishSecretOf(keyed, fact)),
          ttl: ends,
          record: { address, sections, at, page, wording } satisfies Wish,
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
