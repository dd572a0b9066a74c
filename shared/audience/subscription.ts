import * as z from 'zod';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { Section } from '../newsroom.ts';
import { Problem } from '../problem.ts';

/** What a reader can subscribe to: a section's alerts, or breaking news. */
export const Interest = z.union([Section, z.literal('breaking')], {
  error: 'must be a section of this site, or breaking',
});
export type Interest = z.infer<typeof Interest>;

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
  sections: z.array(Interest),
  /** SHA-256 of the secret in the links that end it. */
  endTokenHash: z.string(),
  requestedAt: instant,
  confirmedAt: instant.optional(),
});
export type Subscription = z.infer<typeof Subscription>;

/** What one confirmation mail asks its reader to confirm, stored under the SHA-256 of its link's secret. */
export const Wish = z.object({
  address: z.string(),
  sections: z.array(Interest),
  at: instant,
  confirmedAt: instant.optional(),
});
export type Wish = z.infer<typeof Wish>;

/** What a reader agreed to, and when: the proof of it. It names no address. */
export const Consent = z.object({ sections: z.array(Interest), requestedAt: instant, confirmedAt: instant });
export type Consent = z.infer<typeof Consent>;

/** The subscription's new state and its facts; no fact means that nothing changed. */
export type Outcome = { subscription: Subscription; facts: Fact[] };

const day = 24 * 60 * 60_000;
/** How long the link of a confirmation mail may be used. */
const confirmWithin = 7 * day;

/** When an unconfirmed wish and its subscription are deleted, and when an ended subscription is; proof stays longer. */
export const kept = { unconfirmed: 8 * day, ended: 30 * day, proof: 366 * day };

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
    version: (before?.version ?? 0) + 1,
    requestedAt: at,
  };
  return { subscription, facts: [factOf('subscription.requested', subscription)] };
}

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
  if (Date.parse(at) - Date.parse(wish.at) > confirmWithin)
    throw new Problem('invalid-token', 'This link has expired; subscribe again to get a new one');
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

/** Ends a subscription by the link of any of its mails, and forgets its address. Ending it twice changes nothing. */
export function end(subscription: Subscription, secretHash: string): Outcome {
  if (secretHash !== subscription.endTokenHash)
    throw new Problem('invalid-token', 'This link is not one of ours; use the link of a mail you received');
  if (subscription.state === 'ended') return { subscription, facts: [] };
  const { address: _address, ...left } = subscription;
  return move(left, { state: 'ended', sections: [] }, 'subscription.ended');
}

/** Ends a subscription for a reader who asks that nothing of them is kept: its mailbox is forgotten too. */
export function erase({ address: _address, mailbox: _mailbox, ...left }: Subscription): Outcome {
  return move(left, { state: 'ended', sections: [] }, 'subscription.erased');
}

function move(
  subscription: Subscription,
  change: Partial<Subscription>,
  type: 'subscription.confirmed' | 'subscription.ended' | 'subscription.erased',
): Outcome {
  const next = { ...subscription, ...change, version: subscription.version + 1 };
  return { subscription: next, facts: [factOf(type, next)] };
}

const factOf = (
  type: 'subscription.requested' | 'subscription.confirmed' | 'subscription.ended' | 'subscription.erased',
  { id }: Subscription,
): Fact => ({ type, data: { subscriptionId: id } });
