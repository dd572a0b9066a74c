import * as z from 'zod';
import { readMany } from '../aws/table.ts';
import { newId } from '../ids.ts';
import { instant } from '../instant.ts';
import { keys } from '../keys.ts';
import { Address, mailboxOf } from './address.ts';
import { Interest } from './interest.ts';
import { endSecretOf, hashOf } from './links.ts';
import { mailboxAfter, mailboxIn, mailboxKey } from './mailbox-store.ts';
import { readKeyed } from './pepper-store.ts';
import { readerItems } from './readers-store.ts';
import { bring, type Consent } from './subscription.ts';
import { eventsOf, findSubscription, saveSubscription, untilSaved } from './subscription-store.ts';
import { isSuppressed, Left } from './suppression.ts';

/** A reader who gets mail from the newsroom already: what they agreed to elsewhere, and when. */
export const Brought = z.strictObject({
  address: Address,
  sections: z.array(Interest).min(1).max(20),
  confirmedAt: instant,
});
export type Brought = z.infer<typeof Brought>;

/**
 * What became of a reader who was brought: `known` has a subscription that they confirmed; `suppressed` bounces or complained;
 * `left` ended their mail or asked to be forgotten, after what they had agreed to elsewhere. None of these is brought back.
 */
export const fates = ['imported', 'known', 'suppressed', 'left'] as const;

/** Brings a reader from `source`; `by` is who answers for it. Doing it twice changes nothing. */
export async function importReader(
  { address, sections, confirmedAt }: Brought,
  { source, by, at }: { source: string; by: string; at: string },
): Promise<(typeof fates)[number]> {
  const keyed = await readKeyed();
  const hash = keyed('mailbox', mailboxOf(address));
  const [suppressedKey, leftKey] = [keys.suppressed.head({ hash }), keys.suppressed.left({ hash })];
  return untilSaved(async () => {
    const items = await readMany([mailboxKey(hash), suppressedKey, leftKey]);
    const itemAt = ({ pk, sk }: typeof leftKey) => items.find((item) => item.pk === pk && item.sk === sk);
    if (isSuppressed(itemAt(suppressedKey), at)) return 'suppressed';
    const left = itemAt(leftKey);
    if (left && confirmedAt <= Left.parse(left.record).at) return 'left';
    const found = mailboxIn(itemAt(mailboxKey(hash)));
    const before = found.mailbox && (await findSubscription(found.mailbox.subscriptionId));
    if (before?.state === 'confirmed') return 'known';
    // One that ended by its time has left its facts behind.
    const id = before?.id ?? newId('sub');
    const identity = { id, mailbox: hash, endTokenHash: hashOf(endSecretOf(keyed, id)) };
    const outcome = bring(before, identity, { address, sections: [...new Set(sections)], at: confirmedAt });
    const { subscription } = outcome;
    const consent: Consent = {
      sections: subscription.sections,
      requestedAt: confirmedAt,
      confirmedAt,
      page: source,
    };
    await saveSubscription(before, subscription, eventsOf(outcome, at, by), {
      at,
      puts: [...readerItems(subscription), { ...keys.subscription.consent({ id, at }), record: consent }],
      replaces: [
        mailboxAfter(hash, found, { subscriptionId: id, mailedAt: found.mailbox?.mailedAt ?? [] }, undefined),
      ],
    });
    return 'imported';
  });
}
