import * as z from 'zod';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';
import { type Interest, StoredInterest } from './interest.ts';

/** Where somebody agreed to something: the page, and the version of its words. */
const Agreed = { page: z.string().optional(), wording: z.string().optional() };

/**
 * A reader's subscription, one per mailbox, under a random id. Its address stands here only while it is confirmed: until
 * then it is in the wishes, which end by themselves, and afterwards the keyed hash of the mailbox is all that is left.
 */
export const Subscription = z.object({
  id: z.string(),
  state: z.enum(['requested', 'confirmed', 'ended']),
  version: z.int().nonnegative(),
  /** The keyed hash of its mailbox. None: of an earlier version, or erased. */
  mailbox: z.string().optional(),
  /** As its reader wrote it. */
  address: z.string().optional(),
  /** Confirmed interests: alerts that are sent. */
  sections: z.array(StoredInterest),
  /** Nothing is sent before this instant. */
  pausedUntil: instant.optional(),
  /** SHA-256 of the secret in the links of its mails, by which its reader changes and ends it. */
  endTokenHash: z.string(),
  /** How often that secret was renewed; never, unless given. */
  renewals: z.int().positive().optional(),
  /** Secrets before it: each can end the subscription until an instant, and nothing else. */
  formerEndTokens: z.array(z.object({ hash: z.string(), until: instant })).optional(),
  requestedAt: instant,
  confirmedAt: instant.optional(),
  /** Nothing is left that names its reader. */
  isErased: z.literal(true).optional(),
});
export type Subscription = z.infer<typeof Subscription>;

/** What one confirmation mail asks its reader to confirm, stored under the SHA-256 of its link's secret. */
export const Wish = z.object({
  address: z.string(),
  sections: z.array(StoredInterest),
  at: instant,
  confirmedAt: instant.optional(),
  ...Agreed,
});
export type Wish = z.infer<typeof Wish>;

/** What a reader agreed to, when, and by which words: the proof of it. It names no address. */
export const Consent = z.object({
  sections: z.array(StoredInterest),
  requestedAt: instant,
  confirmedAt: instant,
  ...Agreed,
});
export type Consent = z.infer<typeof Consent>;

/** The subscription's new state and its facts; no fact means that nothing changed. */
export type Outcome = { subscription: Subscription; facts: Fact[] };

const day = 24 * 60 * 60_000;
/** How long the link of a confirmation mail may be used. */
const confirmWithin = 7 * day;

/** When an unconfirmed wish and its subscription are deleted, and when an ended subscription is; proof stays longer. */
export const kept = { unconfirmed: 8 * day, ended: 30 * day, proof: 366 * day };

/** How long mails sent before a renewal can end a subscription. */
const endWithin = 60 * day;
/** How long the link to one's own data may be used. */
export const dataWithin = day / 24;

type Identity = Pick<Subscription, 'id' | 'endTokenHash'> & { mailbox: string };

/**
 * Requests interests: they are mailed for confirmation, and until then nothing that is sent changes. No fact when all of
 * them are confirmed already.
 */
export function request(
  before: Subscription | undefined,
  identity: Identity,
  sections: Interest[],
  at: string,
): Outcome {
  if (before?.state === 'confirmed' && sections.every((one) => before.sections.includes(one)))
    return { subscription: before, facts: [] };
  const subscription: Subscription = {
    ...(before?.state === 'confirmed' ? before : { state: 'requested' as const, sections: [] }),
    ...identity,
    ...(before ? tokensOf(before) : {}),
    version: (before?.version ?? 0) + 1,
    requestedAt: at,
  };
  return { subscription, facts: [factOf('subscription.requested', subscription)] };
}

/** The secrets of its mails stay good, whatever becomes of a subscription. */
const tokensOf = ({ endTokenHash, renewals, formerEndTokens }: Subscription) => ({
  endTokenHash,
  ...(renewals ? { renewals } : {}),
  ...(formerEndTokens ? { formerEndTokens } : {}),
});

/**
 * Confirms a wish: exactly what its mail named, in addition to what was confirmed before. A second confirmation changes
 * nothing. Throws `invalid-token` for a wish that does not exist or is older than seven days.
 */
export function confirm(subscription: Subscription, wish: Wish | undefined, at: string): Outcome {
  if (!wish)
    throw new Problem(
      'invalid-token',
      'This link is not one of ours, or not valid any more; subscribe again',
    );
  if (wish.confirmedAt !== undefined) return { subscription, facts: [] };
  mayConfirm(wish, at);
  return move(
    subscription,
    {
      state: 'confirmed',
      address: subscription.address ?? wish.address,
      sections: [...new Set([...subscription.sections, ...wish.sections])],
      confirmedAt: at,
    },
    'subscription.confirmed',
  );
}

/**
 * A reader who agreed elsewhere, before this newsroom had Khobor: the newsroom answers for it. `before` is what they asked for
 * here and never confirmed, or ended before that.
 */
export const bring = (
  before: Subscription | undefined,
  identity: Identity,
  { address, sections, at }: Pick<Wish, 'address' | 'sections' | 'at'>,
): Outcome => {
  const tokens = before ? tokensOf(before) : {};
  const version = before?.version ?? 0;
  return move(
    { ...identity, ...tokens, version, state: 'confirmed', sections, requestedAt: at },
    { address, confirmedAt: at },
    'subscription.confirmed',
  );
};

/** Throws `invalid-token` for a wish older than seven days. */
export function mayConfirm(wish: Pick<Wish, 'at'>, at: string): void {
  if (Date.parse(at) - Date.parse(wish.at) > confirmWithin)
    throw new Problem('invalid-token', 'This link has expired; subscribe again to get a new one');
}

/**
 * Ends a subscription by the link of any of its mails, and forgets its address. Ending it twice changes nothing. `endsIt` tells
 * whether the link is of mails with the secret of a hash.
 */
export function end(
  subscription: Subscription,
  endsIt: (secretHash: string) => boolean,
  at: string,
): Outcome {
  const { formerEndTokens = [], endTokenHash } = subscription;
  const isFormer = formerEndTokens.some(({ hash, until }) => at <= until && endsIt(hash));
  if (!endsIt(endTokenHash) && !isFormer) throw notOfOurs();
  return endAnyhow(subscription);
}

/**
 * Ends a subscription by the link of a mail from before its reader left and came back. Throws `invalid-token` 60 days after they
 * took their links back.
 */
export function endByFormer(subscription: Subscription, at: string): Outcome {
  const { renewals, formerEndTokens = [] } = subscription;
  if (renewals && !formerEndTokens.some(({ until }) => at <= until)) throw notOfOurs();
  return endAnyhow(subscription);
}

/** The problem of a token that no mail of ours has. */
export const notOfOurs = () =>
  new Problem('invalid-token', 'This link is not one of ours; use the link of a mail you received');

function endAnyhow(subscription: Subscription): Outcome {
  if (subscription.state === 'ended') return { subscription, facts: [] };
  const { address: _address, pausedUntil: _pausedUntil, ...left } = subscription;
  return move(left, { state: 'ended', sections: [] }, 'subscription.ended');
}

/** The subscription, if the secret is that of its newest mails. Throws `invalid-token` otherwise. */
export function ownedBy(subscription: Subscription, secretHash: string): Subscription {
  if (secretHash !== subscription.endTokenHash)
    throw new Problem('invalid-token', 'Use the link of the newest mail you received');
  return subscription;
}

/** Ends a subscription whose mailbox bounces or whose reader complained, and forgets its address. */
export function suppress(
  { address: _address, pausedUntil: _paused, ...left }: Subscription,
  reason: 'bounce' | 'complaint',
): Outcome {
  const subscription: Subscription = { ...left, state: 'ended', sections: [], version: left.version + 1 };
  const data = { subscriptionId: left.id, reason };
  return { subscription, facts: [{ type: 'subscription.suppressed', data }] };
}

/** Whether nothing is sent for a while. It goes on by itself. */
export const isPaused = ({ pausedUntil }: Pick<Subscription, 'pausedUntil'>, at: string) =>
  pausedUntil !== undefined && at < pausedUntil;

/** What a reader gets from now on; `pauseDays` of 0 goes on at once, and without it a pause stays as it is. */
export type Choice = { sections: Interest[]; pauseDays?: number | undefined };

/** Changes what a confirmed subscription sends, or pauses it. No fact when it is so already. */
export function choose(before: Subscription, { sections, pauseDays }: Choice, at: string): Outcome {
  const { pausedUntil: former, ...left } = confirmedOf(before);
  const pausedUntil = pauseDays === undefined ? former : pauseEnd(pauseDays, at);
  const isSame =
    before.sections.length === sections.length && sections.every((one) => before.sections.includes(one));
  if (isSame && pausedUntil === former) return { subscription: before, facts: [] };
  return move(left, { sections, ...(pausedUntil ? { pausedUntil } : {}) }, 'subscription.changed');
}

const pauseEnd = (days: number, at: string) =>
  days === 0 ? undefined : new Date(Date.parse(at) + days * day).toISOString();

/** Gives the mails from now on another secret, because a mail was passed on: former ones can only end it, for 60 days. */
export function renew(before: Subscription, endTokenHash: string, at: string): Outcome {
  const { formerEndTokens = [], renewals = 0, endTokenHash: hash } = confirmedOf(before);
  const until = new Date(Date.parse(at) + endWithin).toISOString();
  const former = [...formerEndTokens.filter(({ until }) => at <= until), { hash, until }].slice(-mostFormer);
  return move(
    before,
    { endTokenHash, renewals: renewals + 1, formerEndTokens: former },
    'subscription.link-renewed',
  );
}

/** The most former secrets that a record keeps. */
const mostFormer = 20;

/** Asks for a link to what is stored of the reader: it goes to the mailbox, because a mail may have been passed on. */
export const askForData = (before: Subscription): Outcome =>
  move(confirmedOf(before), {}, 'subscription.data-asked');

function confirmedOf(subscription: Subscription): Subscription {
  if (subscription.state === 'confirmed') return subscription;
  throw new Problem('invalid-token', 'This subscription has ended; subscribe again');
}

/** Ends a subscription for a reader who asks that nothing of them is kept: its mailbox is forgotten too. */
export function erase({
  address: _address,
  mailbox: _mailbox,
  pausedUntil: _pausedUntil,
  ...left
}: Subscription): Outcome {
  return move(left, { state: 'ended', sections: [], isErased: true }, 'subscription.erased');
}

function move(subscription: Subscription, change: Partial<Subscription>, type: SubscriptionFact): Outcome {
  const next = { ...subscription, ...change, version: subscription.version + 1 };
  return { subscription: next, facts: [factOf(type, next)] };
}

type SubscriptionFact = Exclude<Extract<Fact['type'], `subscription.${string}`>, 'subscription.suppressed'>;

const factOf = (type: SubscriptionFact, { id }: Subscription): Fact => ({
  type,
  data: { subscriptionId: id },
});
