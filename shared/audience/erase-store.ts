import { overwrite } from '../aws/claim.ts';
import { forgetAtSes } from '../aws/mail-suppression.ts';
import { mailboxOf } from './address.ts';
import { findReader, leftItem, saveEnd } from './end-store.ts';
import { openLink } from './own-data-store.ts';
import { readKeyed } from './pepper-store.ts';
import { erase, type Subscription } from './subscription.ts';
import { untilSaved } from './subscription-store.ts';

/**
 * Ends a reader's subscription and forgets the mailbox. `by` is who does it. Where nothing is stored, it is kept that they asked:
 * no list brings them. Undefined then.
 */
export const eraseReader = (address: string, by: string, at: string): Promise<Subscription | undefined> =>
  untilSaved(async () => {
    await forgetAtSes(address);
    const found = await findReader(address);
    if (!found) {
      await overwrite(leftItem((await readKeyed())('mailbox', mailboxOf(address)), at));
      return undefined;
    }
    const { subscription, former } = found;
    if (former) await saveErased(former.subscription, at, by);
    return saveErased(subscription, at, by);
  });

/** Ends a subscription and forgets its mailbox, at SES too. `by` is who does it; the reader, unless given. */
export async function saveErased(subscription: Subscription, at: string, by?: string): Promise<Subscription> {
  const outcome = erase(subscription);
  if (subscription.address !== undefined) await forgetAtSes(subscription.address);
  await saveEnd(subscription, outcome, at, by === undefined ? {} : { by });
  return outcome.subscription;
}

/** Forgets a reader, by the token of a link that was mailed for it. */
export const eraseOwn = (token: string, at: string): Promise<Subscription> =>
  untilSaved(async () => saveErased((await openLink(token, at)).subscription, at));
