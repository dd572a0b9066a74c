import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { budgetsFor, readRoom, taking } from './budget-store.ts';
import { dataBudgetsOf } from './limits.ts';
import { dataSecretOf, hashOf } from './links.ts';
import { mailboxAfter } from './mailbox-store.ts';
import type { OwnLink } from './own-data-store.ts';
import { readKeyed } from './pepper-store.ts';
import { askForData, dataWithin, kept, ownedBy } from './subscription.ts';
import { changeByToken, eventsOf, saveSubscription, secondsAfter } from './subscription-store.ts';

/**
 * Asks for a link to what is stored of a reader; its fact mails it. Throws `too-many` when there was one in this hour or three on
 * this day, or when all together have had their mails; the newest link stays good. Who asks is the reader: it may be said.
 */
export async function askForOwnData(token: string, ip: string, at: string): Promise<void> {
  await changeByToken(token, async (before, secret) => {
    const outcome = askForData(ownedBy(before, hashOf(secret)));
    const keyed = await readKeyed();
    const { subscription } = outcome;
    const { id, version, address = '' } = subscription;
    // No request finds the mailbox of a reader who confirmed under an earlier version: here it only counts mails.
    const hash = subscription.mailbox ?? keyed('mailbox', id);
    const { budgets: ofAll } = await budgetsFor(keyed, { address, ip }, at);
    const budgets = [...ofAll, ...dataBudgetsOf(hash, at)];
    const { found, mailedAt, isStopped, areSpent } = await readRoom({ hash, budgets }, at);
    const [fact] = eventsOf(outcome, at);
    if (areSpent || isStopped || !fact)
      throw new Problem('too-many', 'You have had such a mail, or too many were asked for: try again later');
    const link: OwnLink = { hash: hashOf(dataSecretOf(keyed, fact)), at };
    const mailbox = { subscriptionId: id, mailedAt: [...mailedAt, at] };
    const ends = subscription.mailbox === undefined ? secondsAfter(at, kept.ended) : undefined;
    await saveSubscription(before, subscription, [fact], {
      at,
      puts: [{ ...keys.ownLink({ id }), version, ttl: secondsAfter(at, dataWithin), record: link }],
      replaces: [mailboxAfter(hash, found, mailbox, ends)],
      parts: budgets.map(taking),
    });
    return subscription;
  });
}
