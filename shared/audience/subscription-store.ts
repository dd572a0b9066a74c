import { type Commit, commit } from '../aws/commit.ts';
import { read, readAllUnder } from '../aws/table.ts';
import { type NewsEvent, parseEvent } from '../events.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { partsOf } from './links.ts';
import { Consent, kept, type Outcome, Subscription, Wish } from './subscription.ts';

export async function findSubscription(id: string): Promise<Subscription | undefined> {
  const item = await read(keys.subscription.head({ id }));
  return item && Subscription.parse(item.record);
}

const { wish, consent } = keys.subscription;

export const wishesOf = async (id: string) =>
  (await readAllUnder(wish.partition({ id }), wish.prefix)).map(({ pk, sk, record }) => ({
    key: { pk, sk },
    wish: Wish.parse(record),
  }));

export const consentsOf = async (id: string) =>
  (await readAllUnder(consent.partition({ id }), consent.prefix)).map(({ pk, sk, record }) => ({
    key: { pk, sk },
    consent: Consent.parse(record),
  }));

/** Saves a subscription's next state and its facts, with what must agree with them. It ends at `ttl` (epoch seconds). */
export async function saveSubscription(
  before: Subscription | undefined,
  subscription: Subscription,
  events: readonly NewsEvent[],
  {
    at,
    ttl,
    ...beside
  }: Pick<Commit, 'puts' | 'deletes' | 'replaces' | 'parts'> & { at: string; ttl?: number },
): Promise<void> {
  const { id, version } = subscription;
  const head = { ...keys.subscription.head({ id }), version, record: subscription };
  await commit({
    head: ttl === undefined ? head : { ...head, ttl },
    expectedVersion: before?.version ?? 0,
    facts: events,
    factsEnd: secondsAfter(at, kept.proof),
    ...beside,
  });
}

/** The facts of an outcome as they are stored. They are the reader's own, unless somebody did it for them. */
export const eventsOf = ({ subscription: { id, version }, facts }: Outcome, at: string, by = id) =>
  facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by, ...fact }));

/** Epoch seconds, this many milliseconds after an instant. */
export const secondsAfter = (at: string, milliseconds: number) =>
  Math.ceil((Date.parse(at) + milliseconds) / 1000);

/** Takes a step that a mailed token allows. Throws `invalid-token` for a token of no subscription. */
export async function changeByToken(
  token: string,
  step: (before: Subscription, secret: string) => Promise<Subscription>,
): Promise<Subscription> {
  const parts = partsOf(token);
  return untilSaved(async () => {
    const before = parts && (await findSubscription(parts.id));
    if (!before)
      throw new Problem('invalid-token', 'This link is not one of ours; use the one from your mail');
    return step(before, parts.secret);
  });
}

const tries = 4;

/** Does work again when another request saved first: readers press buttons twice. */
export async function untilSaved<T>(work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'stale') || attempt === tries) throw error;
    return untilSaved(work, attempt + 1);
  }
}
