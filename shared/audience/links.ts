import { createHash } from 'node:crypto';
import type { NewsEvent } from '../events.ts';
import { mailboxOf } from './address.ts';
import type { Keyed } from './keyed.ts';

/** A secret as it is stored. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** The secret of the links that change and end a subscription, the same in all its mails until it is renewed. */
export const endSecretOf = (keyed: Keyed, id: string, renewals = 0) =>
  keyed('end', renewals === 0 ? id : `${id} ${renewals}`);

/** The secret of the link to what is stored of a reader, in the mail that a fact sends. */
export const dataSecretOf = (keyed: Keyed, { id }: Pick<NewsEvent, 'id'>) => keyed('data', id);

/** The secret of the link in the confirmation mail that a fact sends. */
export const wishSecretOf = (keyed: Keyed, { id }: Pick<NewsEvent, 'id'>) => keyed('wish', id);

/** The id of an address's subscription under earlier versions of Khobor; today's are random, and shorter. */
export const formerIdOf = (address: string) =>
  `sub_${createHash('sha256').update(address.trim().toLowerCase().normalize('NFC')).digest('hex').slice(0, 24)}`;

/** The token of a link: the subscription and a secret. */
export const tokenOf = (id: string, secret: string) => `${id}.${secret}`;

/**
 * The token by which a reader's mails end what they get. It names the mailbox as well, by its keyed hash, and is sealed: who left and came back has
 * another subscription, and an old mail ends that one. Nothing has to be stored for it.
 */
export function endTokenOf(keyed: Keyed, { id, address }: { id: string; address: string }, secret: string) {
  const mailbox = keyed('mailbox', mailboxOf(address));
  return `${tokenOf(id, secret)}.${mailbox}.${sealOf(keyed, id, mailbox)}`;
}

/** In the place of a secret, by its hash, what can end and do nothing else: the token of one click stands in a query. */
export const endOnlyOf = (keyed: Keyed, secretHash: string) => keyed('ending', secretHash);

/**
 * Whether what a token has as its secret ends a subscription with this hash: what is made from the hash, or, as in the links
 * within mails, the secret itself.
 */
export const endsBy = (keyed: Keyed, secret: string) => (secretHash: string) =>
  hashOf(secret) === secretHash || hashOf(secret) === hashOf(endOnlyOf(keyed, secretHash));

const sealOf = (keyed: Keyed, id: string, mailbox: string) => keyed('later', `${id} ${mailbox}`);

type TokenParts = { id: string; secret: string; mailbox?: string | undefined; seal?: string | undefined };

/** What a token is made of; undefined for a text that is none. */
export function partsOf(token: string): TokenParts | undefined {
  const [, id, secret, mailbox, seal] =
    /^(sub_[0-9a-hjkmnp-tv-z]{1,24})\.([\w-]{1,64})(?:\.([\w-]{27})\.([\w-]{27}))?$/.exec(token) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret, mailbox, seal } : undefined;
}

/** The keyed hash of the mailbox that a token was mailed to; undefined for one that does not name it, or is not ours. */
export const mailedTo = (keyed: Keyed, { id, mailbox, seal }: TokenParts) =>
  mailbox !== undefined && hashOf(seal ?? '') === hashOf(sealOf(keyed, id, mailbox)) ? mailbox : undefined;

/** Opens a page with a button. The token is in the fragment, which browsers send to nobody. */
export const pageLink = (
  origin: string,
  page: 'confirm' | 'unsubscribe' | 'preferences' | 'my-data',
  token: string,
) => `${origin}/${page}#token=${token}`;

/**
 * Ends a subscription when a mail program posts to it (RFC 8058). A program sends no fragment, so the token is in the
 * query: of the token that can do nothing else.
 */
export const oneClickLink = (origin: string, token: string) =>
  `${origin}/api/subscriptions/unsubscribe?token=${token}`;
