import * as z from 'zod';
import { instant } from '../instant.ts';
import type { Item } from '../keys.ts';
import type { MailEvent } from './mail-event.ts';
import type { Subscription } from './subscription.ts';

/** Why no mail goes to a mailbox, and since when. `liftedAt`: until when, because its reader asked `liftedBy` for it. */
export const Suppression = z.object({
  reason: z.enum(['bounce', 'complaint']),
  at: instant,
  liftedAt: instant.optional(),
  liftedBy: z.string().optional(),
});
export type Suppression = z.infer<typeof Suppression>;

/** When a reader ended their mail, or asked to be forgotten: what they had agreed to before brings nobody back. */
export const Left = z.object({ at: instant });
export type Left = z.infer<typeof Left>;

const day = 24 * 60 * 60_000;
/** A mailbox that bounced may be tried again after this; who complained must ask for it. */
const bounceDays = 90;

const later = (at: string, days: number) => new Date(Date.parse(at) + days * day).toISOString();

/** When a suppression ends by itself; undefined: never. */
export const endOf = ({ reason, at }: Pick<Suppression, 'reason' | 'at'>) =>
  reason === 'bounce' ? later(at, bounceDays) : undefined;

/** When its item may be deleted: one that was lifted stays for as long as an old event may still come. */
export const forgottenAt = (suppression: Suppression) =>
  isLifted(suppression) ? later(suppression.liftedAt ?? suppression.at, bounceDays) : endOf(suppression);

/** Whether a mailbox gets no mail, by the item of its suppression. */
export function isSuppressed(item: Item | undefined, at: string): boolean {
  const suppression = item && Suppression.parse(item.record);
  return suppression !== undefined && !isLifted(suppression) && !isOver(suppression, at);
}

const isLifted = ({ at, liftedAt }: Suppression) => liftedAt !== undefined && at <= liftedAt;

/** Lets mail go to a mailbox again; what is said of it later counts anew. */
export const lift = (suppression: Suppression, by: string, at: string): Suppression => ({
  ...suppression,
  liftedAt: at,
  liftedBy: by,
});

const isOver = (suppression: Suppression, at: string) => (endOf(suppression) ?? at) < at;

/** Whether a bounce or complaint says nothing any more: it is over, or was lifted. */
export const isPast = (
  { liftedAt }: Partial<Suppression>,
  news: Pick<Suppression, 'reason' | 'at'>,
  now: string,
) => isOver(news, now) || (liftedAt !== undefined && news.at <= liftedAt);

/**
 * A suppression after a bounce or complaint; undefined when that changes nothing. The same comes of events in any order,
 * however often: a complaint counts before a bounce, a later one before an earlier one, and none that is past.
 */
export function suppressedAfter(
  before: Suppression | undefined,
  news: Pick<Suppression, 'reason' | 'at'>,
  now: string,
): Suppression | undefined {
  if (isPast(before ?? {}, news, now)) return undefined;
  const isFirst = before === undefined || isLifted(before);
  const isStronger =
    isFirst || (news.reason === before.reason ? news.at > before.at : news.reason === 'complaint');
  return isStronger ? { ...before, ...news } : undefined;
}

/**
 * Whether a bounce or complaint ends a subscription. Who confirmed after a bounce has shown that mail arrives; a
 * complaint stands until it is lifted, because the provider's own list keeps it.
 */
export const isEnding = (
  { state, confirmedAt }: Subscription,
  { reason, at }: Pick<Suppression, 'reason' | 'at'>,
) =>
  state !== 'ended' &&
  (reason === 'complaint' || state !== 'confirmed' || confirmedAt === undefined || confirmedAt <= at);

/** Mails that a mailbox did not take for now, by id, and when the newest that it took was sent. */
export const Bounces = z.object({
  mails: z.array(z.object({ messageId: z.string(), sentAt: instant, at: instant })),
  tookAt: instant.optional(),
});
export type Bounces = z.infer<typeof Bounces>;

/** So many mails in a row, over so many days, and the mailbox is taken for dead. */
const mostBounces = { mails: 5, days: 14 };
/** As many as are kept: the first, and the newest. */
const keptBounces = 10;
/** A mailbox that gets no mail for so many days begins anew. */
export const bouncesEnd = (at: string) => later(at, 60);

/** What is known of a mailbox after a mail that it did not take for now; unchanged after one of before it took one. */
export function bouncesAfter({ messageId, sentAt, at }: Mailed, before: Bounces = { mails: [] }): Bounces {
  const isOld = before.tookAt !== undefined && sentAt <= before.tookAt;
  if (isOld || before.mails.some((one) => one.messageId === messageId)) return before;
  const [first, ...more] = [...before.mails, { messageId, sentAt, at }].sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
  return { ...before, mails: first ? [first, ...more.slice(1 - keptBounces)] : [] };
}

type Mailed = Pick<MailEvent, 'messageId' | 'sentAt' | 'at'>;

/** What is known of a mailbox after a mail that it took. */
export function bouncesAfterDelivery({ sentAt }: Mailed, before: Bounces = { mails: [] }): Bounces {
  if (before.tookAt !== undefined && sentAt <= before.tookAt) return before;
  return { mails: before.mails.filter((one) => one.sentAt > sentAt), tookAt: sentAt };
}

/** Whether a mailbox is to be taken for dead. */
export function isDead({ mails }: Bounces): boolean {
  const [first, last] = [mails[0]?.at ?? '', mails.at(-1)?.at ?? ''];
  return mails.length >= mostBounces.mails && later(first, mostBounces.days) <= last;
}
