import { Problem } from '../problem.ts';
import { type DoneBy, type Mailing, pausedByHand } from './mailing.ts';
import { type MailingRecord, recordOf } from './mailing-record.ts';
import { findMailing, readProgress, saveMailing } from './mailing-store.ts';

/** Throws `not-found`. */
export async function getMailing(id: string): Promise<Mailing> {
  const mailing = await findMailing(id);
  if (!mailing) throw new Problem('not-found', `There is no mailing ${id}`);
  return mailing;
}

export async function getMailingRecord(id: string, at: string): Promise<MailingRecord> {
  const mailing = await getMailing(id);
  return recordOf(mailing, await readProgress(id), at);
}

/** Throws `wrong-state` unless it is being sent, or waits for SES. */
export async function pauseMailing(id: string, by: DoneBy): Promise<MailingRecord> {
  const mailing = await getMailing(id);
  const isHalted = mailing.state === 'paused' && mailing.pause?.reason === 'by hand';
  if ((mailing.state !== 'sending' && mailing.state !== 'paused') || isHalted)
    throw notNow(mailing, 'paused');
  if (!(await saveMailing(pausedByHand(mailing, by)))) throw changed(id);
  return getMailingRecord(id, by.at);
}

export const notNow = ({ id, state }: Mailing, what: string) =>
  new Problem('wrong-state', `${id} is ${state} and cannot be ${what}`, { state });

export const changed = (id: string) => new Problem('stale', `${id} has changed meanwhile; look at it again`);
