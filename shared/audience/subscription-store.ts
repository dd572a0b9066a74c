import { createHash } from 'node:crypto';
import { commit } from '../aws/commit.ts';
import { read } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { newToken } from '../ids.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { readerItem, readerKey } from './readers-store.ts';
import { type Interest, type Outcome, request, Subscription } from './subscription.ts';

/** The subscription's id, derived from the address: however an address is written, it has one subscription. */
export const subscriptionId = (address: string) =>
  `sub_${createHash('sha256').update(address.trim().toLowerCase().normalize('NFC')).digest('hex').slice(0, 24)}`;

export async function getSubscription(id: string): Promise<Subscription> {
  const subscription = await findSubscription(id);
  if (!subscription) throw new Problem('not-found', `There is no subscription ${id}`);
  return subscription;
}

/** Requests a subscription. The answer never shows whether the address was known. */
export async function requestSubscription(address: string, sections: Interest[], at: string): Promise<void> {
  const wish = { id: subscriptionId(address), address, sections };
  const tokens = { confirmToken: newToken(), endToken: newToken() };
  await change(wish.id, at, (before) => request(before, wish, tokens, at));
}

/** Takes the step that a mailed token (`sub_….secret`) allows. Throws `invalid-token` for an unknown one. */
export async function changeByToken(
  token: string,
  at: string,
  step: (subscription: Subscription, secret: string, at: string) => Outcome,
): Promise<Subscription> {
  const [id = '', secret = ''] = token.split('.');
  return change(id, at, (subscription) => {
    if (!subscription)
      throw new Problem('invalid-token', 'This link is not one of ours; use the one from your mail');
    return step(subscription, secret, at);
  });
}

const tries = 4;

/** Readers press buttons twice: when another request saved first, the step is taken again on the saved state. */
async function change(
  id: string,
  at: string,
  decide: (before: Subscription | undefined) => Outcome,
  attempt = 1,
): Promise<Subscription> {
  const before = await findSubscription(id);
  const outcome = decide(before);
  try {
    await save(before, outcome, at);
    return outcome.subscription;
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'stale') || attempt === tries) throw error;
    return change(id, at, decide, attempt + 1);
  }
}

async function findSubscription(id: string): Promise<Subscription | undefined> {
  const item = await read(keys.subscription({ id }));
  return item && Subscription.parse(item.record);
}

/** Saves a subscription's next state, its fact, and its entries in the lists of readers. */
async function save(before: Subscription | undefined, { subscription, facts }: Outcome, at: string) {
  if (facts.length === 0) return;
  const { id, version, sections } = subscription;
  const left = (before?.sections ?? []).filter((interest) => !sections.includes(interest));
  await commit({
    head: { ...keys.subscription({ id }), version, record: subscription },
    expectedVersion: before?.version ?? 0,
    facts: facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by: id, ...fact })),
    puts: sections.map((interest) => readerItem(interest, subscription)),
    deletes: left.map((interest) => readerKey(interest, id)),
  });
}
