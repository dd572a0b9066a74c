import { claim, replace } from '../aws/claim.ts';
import { read, readMany } from '../aws/table.ts';
import { type Item, type Key, keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { Address, mailboxOf } from './address.ts';
import { saveEnd } from './end-store.ts';
import { type MailEvent, notOfTheFuture } from './mail-event.ts';
import { mailboxIn, mailboxKey } from './mailbox-store.ts';
import { readKeyed } from './pepper-store.ts';
import { type Subscription, suppress } from './subscription.ts';
import { findSubscription, secondsAfter, untilSaved } from './subscription-store.ts';
import {
  Bounces,
  bouncesAfter,
  bouncesAfterDelivery,
  bouncesEnd,
  forgottenAt,
  isDead,
  isEnding,
  isPast,
  isSuppressed,
  lift,
  Suppression,
  suppressedAfter,
} from './suppression.ts';

/**
 * Suppresses the mailboxes that bounced or whose readers complained, and ends their subscriptions. Events may be doubled,
 * late and in any order. Returns how it went for each; what is not begun once `isLate` is left to the next delivery.
 */
export async function suppressReaders(
  told: readonly MailEvent[],
  now: string,
  isLate: () => boolean,
): Promise<PromiseSettledResult<unknown>[]> {
  const events = told.map((event) => notOfTheFuture(event, now));
  const hashes = await hashesOf(events);
  const bouncing = await bouncingAmong(events, hashes);
  const outcomes: PromiseSettledResult<unknown>[] = [];
  for (const [i, event] of events.entries()) {
    const [outcome] = await Promise.allSettled([
      isLate() ? tooLate() : take({ event, hashes: hashes[i] ?? [], now }, bouncing),
    ]);
    outcomes.push(outcome);
  }
  return outcomes;
}

const tooLate = () => Promise.reject(new Error('There was no time left for it'));

/** An event, with the keyed hashes of the mailboxes that it is about. */
type News = { event: MailEvent; hashes: string[]; now: string };

async function hashesOf(events: readonly MailEvent[]): Promise<string[][]> {
  const keyed = await readKeyed();
  return events.map(({ recipients }) =>
    recipients.flatMap((one) => {
      const { data: address } = Address.safeParse(one);
      return address === undefined ? [] : [keyed('mailbox', mailboxOf(address))];
    }),
  );
}

/** Those of the mailboxes of all deliveries that lately did not take a mail: one read for all. */
async function bouncingAmong(
  events: readonly MailEvent[],
  hashes: readonly string[][],
): Promise<Set<string>> {
  const delivered = new Set(events.flatMap(({ what }, i) => (what === 'delivered' ? (hashes[i] ?? []) : [])));
  const items = await readMany([...delivered].map((hash) => keys.suppressed.bounces({ hash })));
  return new Set(items.map(({ pk }) => keys.suppressed.bounces.inPk(pk).hash));
}

async function take({ event, hashes, now }: News, bouncing: Set<string>) {
  switch (event.what) {
    case 'bounced':
    case 'complained':
      return stop({ event, hashes, now }, event.what === 'bounced' ? 'bounce' : 'complaint');
    case 'failed for now':
      for (const hash of hashes) {
        const bounces = await changeBounces(hash, (before) => bouncesAfter(event, before), event.at);
        if (isDead(bounces)) await stop({ event, hashes: [hash], now }, 'bounce');
        bouncing.add(hash);
      }
      return;
    case 'delivered':
      for (const hash of hashes.filter((one) => bouncing.has(one)))
        await changeBounces(hash, (before) => bouncesAfterDelivery(event, before), event.at);
      return;
    default:
      return;
  }
}

/** Suppresses mailboxes, and ends the subscription that the mail was for even if its mailbox is not recognised any more. */
async function stop({ event, hashes, now }: News, reason: Suppression['reason']) {
  const news = { reason, at: event.at };
  for (const hash of hashes) await untilSaved(() => stopMailbox(hash, news, now));
  const { reader } = event;
  if (reader !== undefined) await untilSaved(() => endIfStanding(reader, news, now));
}

/**
 * Lets mail go again to a mailbox whose reader asks for it in writing; `by` is who was asked. Its subscription stays
 * ended. Throws `not-found` when nothing stops mail to it.
 */
export async function liftSuppression(address: string, by: string, now: string): Promise<Suppression> {
  const keyed = await readKeyed();
  const key = keys.suppressed.head({ hash: keyed('mailbox', mailboxOf(address)) });
  return untilSaved(async () => {
    const item = await read(key);
    if (!item || !isSuppressed(item, now))
      throw new Problem('not-found', 'Mail to this address is not suppressed');
    const lifted = lift(Suppression.parse(item.record), by, now);
    const version = item.version ?? 0;
    await putAt(itemOf(key, lifted, version + 1), version);
    return lifted;
  });
}

type Reason = Pick<Suppression, 'reason' | 'at'>;

async function stopMailbox(hash: string, news: Reason, now: string) {
  const key = keys.suppressed.head({ hash });
  const items = await readMany([key, mailboxKey(hash)]);
  const item = items.find(({ pk }) => pk === key.pk);
  const { mailbox } = mailboxIn(items.find(({ pk }) => pk !== key.pk));
  const subscription = mailbox && (await findSubscription(mailbox.subscriptionId));
  const before = item && Suppression.parse(item.record);
  const isEnd = subscription !== undefined && isEnding(subscription, news);
  if (isPast(before ?? {}, news, now) || (subscription?.state === 'confirmed' && !isEnd)) return;
  const next = suppressedAfter(before, news, now);
  const expectedVersion = item?.version ?? 0;
  const replaces = next ? [{ item: itemOf(key, next, expectedVersion + 1), expectedVersion }] : [];
  if (isEnd) await saveEnd(subscription, suppress(subscription, news.reason), now, { replaces });
  else for (const one of replaces) await putAt(one.item, expectedVersion);
}

function itemOf(key: Key, suppression: Suppression, version: number): Item {
  const ends = forgottenAt(suppression);
  const item = { ...key, version, record: suppression };
  return ends === undefined ? item : { ...item, ttl: secondsAfter(ends, 0) };
}

/** Of the reader that a mail names, whatever is stored of the mailbox. */
async function endIfStanding(id: string, news: Reason, now: string) {
  const subscription: Subscription | undefined = await findSubscription(id);
  if (!subscription || !isEnding(subscription, news)) return;
  const hash = subscription.mailbox;
  const [item] = hash === undefined ? [] : await readMany([keys.suppressed.head({ hash })]);
  if (isPast(item ? Suppression.parse(item.record) : {}, news, now)) return;
  await saveEnd(subscription, suppress(subscription, news.reason), now);
}

const changeBounces = (hash: string, change: (before?: Bounces) => Bounces, at: string) =>
  untilSaved(async () => {
    const key: Key = keys.suppressed.bounces({ hash });
    const [item] = await readMany([key]);
    const before = item && Bounces.parse(item.record);
    const next = change(before);
    if (next === before) return next;
    const version = item?.version ?? 0;
    const ttl = secondsAfter(bouncesEnd(at), 0);
    await putAt({ ...key, version: version + 1, ttl, record: next }, version);
    return next;
  });

/** Puts an item at the version it was read at (0: it did not exist). Throws `stale` when it is at another one. */
async function putAt(item: Item, expectedVersion: number) {
  if (expectedVersion === 0 ? await claim(item) : await replace(item, expectedVersion)) return;
  throw new Problem('stale', `${item.pk} was saved by someone else`);
}
