import * as z from 'zod';
import { overwrite } from '../aws/claim.ts';
import type { Note } from '../aws/mail-quota.ts';
import { read, readAllUnder, readable, recordIn } from '../aws/table.ts';
import { keys } from '../keys.ts';
import { Lane } from './mailing.ts';

/** A function that is mailing, until an instant unless it says so again. Milliseconds since the epoch. */
const Sender = z.object({ lane: Lane, until: z.int() });

/** For how long a function is at work after it said so, in milliseconds, and how often it says it. */
const [countsFor, saidEvery] = [30_000, 15_000];

/** Says that a function is at work in a lane, unless it did a moment ago. Returns when it said so last. */
export async function putSender(lane: Lane, sender: string, saidAt: number, now: number): Promise<number> {
  if (Math.abs(now - saidAt) < saidEvery) return saidAt;
  const until = now + countsFor;
  const record = { lane, until } satisfies z.infer<typeof Sender>;
  await overwrite({ ...keys.sender({ lane, sender }), ttl: Math.ceil(until / 1000) + 60, record });
  return now;
}

/** The lanes of all functions at work, one for each. */
export async function readSenders(now: number): Promise<Lane[]> {
  const items = await readAllUnder(keys.sender.partition({}), keys.sender.prefix);
  return readable(items, Sender)
    .filter(({ until }) => until > now && until - now <= countsFor)
    .map(({ lane }) => lane);
}

/** Without `perDay`: the account has no limit. */
const Noted = z.object({
  perSecond: z.number(),
  perDay: z.number().optional(),
  sentInDay: z.number(),
  at: z.int(),
});

/** What SES said to one of the functions at work: it says it once a second, and many begin at once. */
export const quotaNote: Note = {
  find: async () => {
    const noted = recordIn(await read(keys.quota({})), Noted);
    if (!noted) return undefined;
    const { at, perDay = Number.POSITIVE_INFINITY, ...quota } = noted;
    return { quota: { ...quota, perDay }, at };
  },
  put: async ({ quota: { perDay, ...quota }, at }) => {
    const limited = perDay === Number.POSITIVE_INFINITY ? {} : { perDay };
    const record = { ...quota, ...limited, at } satisfies z.infer<typeof Noted>;
    await overwrite({ ...keys.quota({}), ttl: Math.ceil(at / 1000) + 300, record });
  },
};
