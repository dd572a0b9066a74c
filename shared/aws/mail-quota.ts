import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { remembered } from '../instance-memory.ts';
import { ses } from './mail.ts';

/** What SES takes of an account: recipients a second, and recipients in any 24 hours (`Infinity` without a limit). */
export type Quota = { perSecond: number; perDay: number; sentInDay: number };

/** SES answers one such call a second, and quotas change rarely. Milliseconds. */
const goodFor = 60_000;

/** What SES said, and when (ms since the epoch). */
export type Said = { quota: Quota; at: number };
/** Where functions tell each other what SES said to one of them. */
export type Note = { find: () => Promise<Said | undefined>; put: (said: Said) => Promise<void> };

const last = remembered<{ said?: Said }>(() => ({}));
const isGood = (said: Said, now: number) => Math.abs(now - said.at) < goodFor;

/** The account's quota, about a minute old at most; older when SES does not say. Throws when it never said. */
export async function readQuota(now: number, note?: Note): Promise<Quota> {
  const known = last();
  if (known.said && isGood(known.said, now)) return known.said.quota;
  const noted = await note?.find();
  if (noted && isGood(noted, now)) {
    known.said = noted;
    return noted.quota;
  }
  try {
    known.said = { quota: await askQuota(), at: now };
    await note?.put(known.said);
  } catch (error) {
    if (!known.said) throw error;
    console.warn(JSON.stringify({ mailQuota: 'as before', reason: String((error as Error).name) }));
    known.said = { ...known.said, at: now };
  }
  return known.said.quota;
}

/** Counts recipients that were sent to since the quota was read. */
export function countSent(recipients: number): void {
  const { said } = last();
  if (said) said.quota = { ...said.quota, sentInDay: said.quota.sentInDay + recipients };
}

async function askQuota(): Promise<Quota> {
  const { SendQuota = {} } = await ses.send(new GetAccountCommand({}));
  const { MaxSendRate = 1, Max24HourSend = 200, SentLast24Hours = 0 } = SendQuota;
  return {
    perSecond: MaxSendRate,
    perDay: Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Max24HourSend,
    sentInDay: SentLast24Hours,
  };
}

/** How many mails the account may send in 24 hours; `Infinity` too when SES does not say for the moment. */
export const readDailyQuota = (at: string): Promise<number> =>
  readQuota(Date.parse(at)).then(
    ({ perDay }) => perDay,
    () => Number.POSITIVE_INFINITY,
  );
