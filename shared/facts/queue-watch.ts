import * as z from 'zod';

/** A queue as it is now: messages that wait to be received, and those that somebody has received. */
export type Seen = { queue: string; waiting: number; held: number };

/** What was noted of queues at the last look: since when each is not as it should be, and when that was told last. */
export const Noted = z.record(
  z.string(),
  z.strictObject({
    since: z.iso.datetime(),
    looks: z.int().positive(),
    told: z.strictObject({ at: z.iso.datetime(), count: z.int() }).optional(),
  }),
);
export type Noted = z.infer<typeof Noted>;

/** What is told of a queue: messages are parked in it, or wait in it too long; or that this is over. */
export type Told = { queue: string; count: number; since: string; isOver: boolean };

/** Looks in a row at which an inbox has waiting messages before that is told: one that works is empty between two. */
const patience = 3;

/** Milliseconds after which what still stands is told again, and how many times as many parked messages tell it sooner. */
const [reminder, worse] = [24 * 60 * 60_000, 10];

const isParked = (queue: string) => queue.startsWith('parked-');

/** Inboxes whose messages wait for their turn while a mailing lasts: how old they become has an alarm of its own. */
export const inTurn: readonly string[] = ['inbox-audience-mail-alerts', 'inbox-audience-mail-breaking'];

/** Whether a queue is not as it should be. A parked message stays parked while somebody looks at it. */
const isTroubled = ({ queue, waiting, held }: Seen) =>
  !inTurn.includes(queue) && waiting + (isParked(queue) ? held : 0) > 0;

/**
 * What is to be told of queues, by what was noted at the last look, and what is to be noted now. A parked message is
 * told at once, a waiting one when the inbox has not become empty for three looks, either again each day, and when ten times as
 * many are parked.
 */
export function watchQueues(seen: readonly Seen[], noted: Noted, at: string): { tell: Told[]; note: Noted } {
  const tell: Told[] = [];
  const note: Noted = {};
  const troubled = seen.filter(isTroubled);
  for (const { queue, waiting, held } of troubled) {
    const { since = at, looks = 0, told } = noted[queue] ?? {};
    const isLong = isParked(queue) || looks + 1 >= patience;
    const count = waiting + held;
    const isDue =
      told === undefined ||
      Date.parse(at) - Date.parse(told.at) >= reminder ||
      (isParked(queue) && count >= worse * told.count);
    if (isLong && isDue) tell.push({ queue, count, since, isOver: false });
    const last = isLong && isDue ? { at, count } : told;
    note[queue] = { since, looks: looks + 1, ...(last ? { told: last } : {}) };
  }
  for (const [queue, { since, told }] of Object.entries(noted))
    if (told && !note[queue]) tell.push({ queue, count: 0, since, isOver: true });
  return { tell, note };
}

/** The function that a queue belongs to: `site/publish-article` of `inbox-site-publish-article`. */
const functionOf = (queue: string) => queue.replace(/^(inbox|parked)-/, '').replace('-', '/');

/**
 * The mail that tells it to those who operate a stage (`undefined` on a machine of one's own). The subject is ASCII, as SNS
 * demands, and has at most 100 characters.
 */
export function queueMail(tell: readonly Told[], stage: string | undefined) {
  const where = stage ? ` --stage ${stage}` : '';
  const bad = tell.filter(({ isOver }) => !isOver);
  const [first] = bad.length > 0 ? bad : tell;
  const what = !first || first.isOver ? 'in order again' : isParked(first.queue) ? 'parked' : 'inbox waits';
  const more = (bad.length || tell.length) - 1;
  const subject = [
    ['Khobor', stage].filter(Boolean).join(' '),
    `${functionOf(first?.queue ?? '')}${more > 0 ? ` and ${more} more` : ''}`,
    what,
  ].join(': ');
  const lines = tell.map((one) => lineOf(one, where));
  return { subject: subject.slice(0, 100), text: lines.join('\n\n') };
}

function lineOf({ queue, count, since, isOver }: Told, where: string): string {
  const name = functionOf(queue);
  const messages = count === 1 ? '1 message' : `${count} messages`;
  if (isOver)
    return `${name}: nothing ${isParked(queue) ? 'is parked' : 'waits'} any more. It was so since ${since}.`;
  if (!isParked(queue))
    return `${name}: ${messages} in its inbox, which has not been empty since ${since}.\nWhat to do: docs/runbook.md#an-inbox-waits-or-a-clock-stands`;
  const part = name === 'outbox/relay' ? 'facts-that-were-not-passed-on' : 'parked-messages';
  return `${name}: ${messages} parked, the first seen at ${since}.\nLook: npm run parked -- show ${name}${where}\nWhat to do: docs/runbook.md#${part}`;
}
