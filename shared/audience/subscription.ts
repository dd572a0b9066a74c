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

/** A reader's subscription, one per mail address. Until it is confirmed, only confirmation mails are sent. */
export const Subscription = z.object({
  id: z.string(),
  state: z.enum(['requested', 'confirmed', 'ended']),
  version: z.int().nonnegative(),
  address: z.string(),
  /** Confirmed interests: alerts that are sent now. */
  sections: z.array(Interest),
  /** Requested interests: sent once confirmed. */
  wanted: z.array(Interest),
  /** Secrets of the links in mails: the first confirms the subscription, the second ends it. */
  confirmToken: z.string(),
  endToken: z.string(),
  requestedAt: instant,
  /**
   * When confirmation mails were sent in the last day. They are limited, because anybody can enter anybody's address.
   */
  mailedAt: z.array(instant).default([]),
  confirmedAt: instant.optional(),
});
export type Subscription = z.infer<typeof Subscription>;

/** The subscription's new state and its facts; no fact means that nothing changed. */
export type Outcome = { subscription: Subscription; facts: Fact[] };

/** A repeated request within these milliseconds sends no second confirmation mail. */
const patience = 10 * 60_000;
/** The most confirmation mails to one address per day. */
const mailsADay = 3;
const day = 24 * 60 * 60_000;
const confirmWithin = 7 * 24 * 60 * 60_000;

type Wish = { id: string; address: string; sections: Interest[] };
type Tokens = { confirmToken: string; endToken: string };

/**
 * Requests a subscription. Interests confirmed before are kept until the new ones are confirmed. An unused confirmation
 * link stays valid, and confirms the newest request. When the day's mails are used up, the request is saved without a
 * mail.
 */
export function request(before: Subscription | undefined, wish: Wish, tokens: Tokens, at: string): Outcome {
  if (before && !asksMore(before, wish, at)) return { subscription: before, facts: [] };
  const isPending = before !== undefined && isWaiting(before, at);
  const mailed = (before?.mailedAt ?? []).filter((instant) => since(instant, at) < day);
  const isMailed = mailed.length < mailsADay;
  const subscription: Subscription = {
    ...{ id: wish.id, address: wish.address, wanted: wish.sections, requestedAt: at },
    state: before?.state === 'confirmed' ? 'confirmed' : 'requested',
    version: (before?.version ?? 0) + 1,
    sections: before?.state === 'confirmed' ? before.sections : [],
    confirmToken: isPending ? before.confirmToken : tokens.confirmToken,
    endToken: before?.endToken ?? tokens.endToken,
    mailedAt: isMailed ? [...mailed, at] : mailed,
    confirmedAt: before?.confirmedAt,
  };
  const data = { subscriptionId: wish.id };
  return {
    subscription,
    facts: [{ type: isMailed ? 'subscription.requested' : 'subscription.changed', data }],
  };
}

const since = (instant: string, at: string) => Date.parse(at) - Date.parse(instant);

/** Whether a mailed link may still be used. */
export const isWaiting = ({ state, sections, wanted, requestedAt }: Subscription, at: string) =>
  state !== 'ended' &&
  !(state === 'confirmed' && same(sections, wanted)) &&
  since(requestedAt, at) <= confirmWithin;

/** Confirms the request that the token was mailed for. A second confirmation changes nothing. */
export function confirm(subscription: Subscription, token: string, at: string): Outcome {
  if (token !== subscription.confirmToken || subscription.state === 'ended')
    throw new Problem('invalid-token', 'This link is not the newest one; subscribe again to get a new one');
  const isSettled = subscription.state === 'confirmed' && same(subscription.sections, subscription.wanted);
  if (isSettled) return { subscription, facts: [] };
  if (since(subscription.requestedAt, at) > confirmWithin)
    throw new Problem('invalid-token', 'This link has expired; subscribe again to get a new one');
  return move(
    subscription,
    { state: 'confirmed', sections: subscription.wanted, confirmedAt: at },
    'subscription.confirmed',
  );
}

/** Ends a subscription with the token of any mail. Ending it twice changes nothing. */
export function end(subscription: Subscription, token: string): Outcome {
  if (token !== subscription.endToken)
    throw new Problem('invalid-token', 'This link is not one of ours; use the link of a mail you received');
  if (subscription.state === 'ended') return { subscription, facts: [] };
  return move(subscription, { state: 'ended', sections: [], wanted: [] }, 'subscription.ended');
}

function move(
  subscription: Subscription,
  change: Partial<Subscription>,
  type: 'subscription.confirmed' | 'subscription.ended',
): Outcome {
  return {
    subscription: { ...subscription, ...change, version: subscription.version + 1 },
    facts: [{ type, data: { subscriptionId: subscription.id } }],
  };
}

function asksMore(before: Subscription, { sections }: Wish, at: string) {
  const waits = since(before.requestedAt, at) < patience;
  if (before.state === 'ended') return true;
  return !(same(before.wanted, sections) && (waits || before.state === 'confirmed'));
}

const same = (a: readonly Interest[], b: readonly Interest[]) =>
  String([...a].sort()) === String([...b].sort());
