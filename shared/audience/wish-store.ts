import { read } from '../aws/table.ts';
import type { NewsEvent } from '../events.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { hashOf, partsOf, tokenOf, wishSecretOf } from './links.ts';
import { readKeyed } from './pepper-store.ts';
import { mayConfirm, Wish } from './subscription.ts';
import { findSubscription } from './subscription-store.ts';

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

/** What a mail asks to confirm, by its token. Throws `invalid-token` for one of no wish, or of one too old. */
export async function getWish(token: string, at: string): Promise<Wish> {
  const parts = partsOf(token);
  const item = parts && (await read(wishKey(parts.id, parts.secret)));
  if (!item) throw new Problem('invalid-token', 'This link is not one of ours, or not valid any more');
  const wish = Wish.parse(item.record);
  if (wish.confirmedAt === undefined) mayConfirm(wish, at);
  return wish;
}
