import { countSent, type Quota, readQuota } from '../aws/mail-quota.ts';
import { newToken } from '../ids.ts';
import type { Shift } from '../shift.ts';
import type { Lane } from './mailing.ts';
import { afterThrottling, batchSizeOf, rateOf, recovering, roomIn } from './pace.ts';
import { putSender, quotaNote, readSenders } from './senders-store.ts';

/** How many recipients may be sent to now, recipients a second, and how many functions are at work. */
export type Turn = { size: number; rate: number; atWork: number };

/** By it a function at work is told from the others of its lane. */
const sender = newToken();
/** What a running function remembers from call to call. */
const own = { saidAt: 0, nextAt: 0, part: 1, partAt: 0 };
/** The longest that it waits for its turn, in milliseconds: a clock may have been turned back. */
const longest = 10_000;

/** Waits until it is this function's turn to send in its lane. `size` is 0 when the day's quota is used up. */
export async function readTurn(lane: Lane, shift: Shift): Promise<Turn> {
  const { now, rest } = shift;
  const wait = own.nextAt - now();
  if (wait > 0 && wait <= longest) await rest(wait);
  own.saidAt = await putSender(lane, sender, own.saidAt, now());
  const [quota, atWork] = await Promise.all([quotaIn(shift), readSenders(now())]);
  own.part = recovering(own.part, Math.max(0, now() - own.partAt));
  own.partAt = now();
  const rate = rateOf(lane, quota.perSecond, atWork) * own.part;
  return { rate, size: Math.min(batchSizeOf(rate), roomIn(quota)), atWork: atWork.length };
}

/** SES says its quota once a second: of functions that begin at once, one hears it and tells the others. */
async function quotaIn(shift: Pick<Shift, 'now' | 'rest'>, tries = 5): Promise<Quota> {
  try {
    return await readQuota(shift.now(), quotaNote);
  } catch (error) {
    if (tries === 1) throw error;
    await shift.rest(1_000 + Math.ceil(1_000 * Math.random()));
    return quotaIn(shift, tries - 1);
  }
}

/** Notes that a turn was taken for so many recipients: the next comes when the rate allows it. */
export function took({ rate, atWork }: Turn, recipients: number, { now }: Pick<Shift, 'now'>): void {
  // The others are taken to send as much.
  countSent(recipients * Math.max(1, atWork));
  const from = own.nextAt > now() - longest && own.nextAt <= now() ? own.nextAt : now();
  own.nextAt = Math.max(from, now() - 1_000) + (recipients / rate) * 1_000;
}

/** Takes turns half as often for a while, because SES said that it was too much. */
export function slower({ now }: Pick<Shift, 'now'>): void {
  own.part = afterThrottling(own.part);
  own.partAt = now();
}
