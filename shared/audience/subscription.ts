import * as z from 'zod';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { Section } from '../newsroom.ts';
import { Problem } from '../problem.ts';

/** What one can ask to be told of: a section's alerts, or everything that is breaking. */
export const Interest = z.union([Section, z.literal('breaking')], {
  error: 'must be a section of this site, or breaking',
});
export type Interest = z.infer<typeof Interest>;

/** A reader's wish to be told, by one address. Nothing is sent but the confirmation until it is confirmed. */
export const Subscription = z.object({
  id: z.string(),
  state: z.enum(['requested', 'confirmed', 'ended']),
  version: z.int().nonnegative(),
  address: z.string(),
  /** What is sent now. */
  sections: z.array(Interest),
  /** What will be sent once confirmed. */
  wanted: z.array(Interest),
  /** Secrets of the links in mails: one proves that the reader asked, the other ends it. */
  confirmToken: z.string(),
  endToken: z.string(),
  requestedAt: instant,
  /** When confirmation mails went out in the last day: anybody can type an address, and nobody is to be flooded. */
  mailedAt: z.array(instant).default([]),
  confirmedAt: instant.optional(),
});
export type Subscription = z.infer<typeof Subscription>;

/** The subscription as it now stands and what to announce; no fact means that nothing changed. */
export type Outcome = { subscription: Subscription; facts: Fact[] };

/** A repeated request within this time sends no second confirmation mail. */
const patience = 10 * 60_000;
/** Confirmation mails to one address a day. */
const mailsADay = 3;
const day = 24 * 60 * 60_000;
const confirmWithin = 7 * 24 * 60 * 60_000;

type Wish = { id: string; address: string; sections: Interest[] };
type Tokens = { confirmToken: string; endToken: string };

/**
 * Takes a wish down. What was confirmed before goes on until the new wish is confirmed. A link that was mailed and not
 * used stays good, and is for the newest wish. Where there were mails enough, the wish is kept without one.
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

/** Whether a link that was mailed may still be used. */
const isWaiting = ({ state, sections, wanted, requestedAt }: Subscription, at: string) =>
  state !== 'ended' &&
  !(state === 'confirmed' && same(sections, wanted)) &&
  since(requestedAt, at) <= confirmWithin;

/** Confirms the wish that the token was mailed for. A second confirmation of the same changes nothing. */
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

/** Ends a subscription by the link of any mail. Ending it twice changes nothing. */
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
