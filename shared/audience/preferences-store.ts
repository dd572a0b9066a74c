import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { endSecretOf, hashOf, partsOf } from './links.ts';
import { readKeyed } from './pepper-store.ts';
import { readerItems, readerKey } from './readers-store.ts';
import {
  type Choice,
  type Consent,
  choose,
  type Outcome,
  ownedBy,
  renew,
  type Subscription,
} from './subscription.ts';
import { changeByToken, eventsOf, findSubscription, saveSubscription } from './subscription-store.ts';
import { choosingVersion } from './wording.ts';

/** A subscription by the token of its newest mails. Throws `invalid-token` for any other. */
export async function getOwn(token: string): Promise<Subscription> {
  const parts = partsOf(token);
  const found = parts && (await findSubscription(parts.id));
  if (!found) throw new Problem('invalid-token', 'This link is not one of ours; use the one from your mail');
  return ownedBy(found, hashOf(parts.secret));
}

/** Changes what a reader gets. What is new in it is a consent like that of a mail, and its proof is stored. */
export const savePreferences = (token: string, choice: Choice, at: string) =>
  changeByToken(token, async (before, secret) => {
    const outcome = choose(ownedBy(before, hashOf(secret)), choice, at);
    const isOfOldVersion = before.mailbox === undefined && !before.renewals;
    if (outcome.facts.length > 0) await saveChange(before, outcome, at, isOfOldVersion ? secret : undefined);
    return outcome.subscription;
  });

/** Gives a reader's mails another link from now on. It is not told here: whoever was passed a mail may be asking. */
export async function renewLink(token: string, at: string): Promise<Subscription> {
  return changeByToken(token, async (before, secret) => {
    const { id, renewals = 0 } = ownedBy(before, hashOf(secret));
    const keyed = await readKeyed();
    const outcome = renew(before, hashOf(endSecretOf(keyed, id, renewals + 1)), at);
    await saveChange(before, outcome, at);
    return outcome.subscription;
  });
}

async function saveChange(before: Subscription, outcome: Outcome, at: string, endToken?: string) {
  const { subscription } = outcome;
  const { id, sections } = subscription;
  const added = sections.filter((one) => !before.sections.includes(one));
  const consent: Consent = {
    sections: added,
    requestedAt: at,
    confirmedAt: at,
    page: '/preferences',
    wording: choosingVersion,
  };
  await saveSubscription(before, subscription, eventsOf(outcome, at), {
    at,
    puts: [
      ...readerItems(subscription, endToken),
      ...(added.length > 0 ? [{ ...keys.subscription.consent({ id, at }), record: consent }] : []),
    ],
    deletes: before.sections
      .filter((one) => !sections.includes(one))
      .map((interest) => readerKey(interest, id)),
  });
}
