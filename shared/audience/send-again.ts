import { daysMailed } from '../articles/alerting.ts';
import { cancelling, correctedIn, type DoneBy, isOpen, type Mailing } from './mailing.ts';
import { type MailingRecord, recordOf } from './mailing-record.ts';
import { changed, getMailing, getMailingRecord, notNow } from './mailing-record-store.ts';
import { createMailing, readProgress, saveMailing } from './mailing-store.ts';
import { publishShards } from './publish-shards.ts';
import { publishRest, sendAgain } from './send-standing.ts';

const day = 24 * 60 * 60_000;

/** Throws `wrong-state` unless it stands still. */
export async function resumeMailing(id: string, by: DoneBy): Promise<MailingRecord> {
  const mailing = await getMailing(id);
  if (mailing.state !== 'paused') throw notNow(mailing, 'resumed');
  if (!(await sendAgain(mailing, by.at, by))) throw changed(id);
  return getMailingRecord(id, by.at);
}

/**
 * Ends a mailing for good: at most what a call is under way for still goes out, and everybody who is left is counted as
 * `cancelled`. Throws `wrong-state` when nobody is sent to any more.
 */
export async function cancelMailing(id: string, by: DoneBy): Promise<MailingRecord> {
  const mailing = await getMailing(id);
  if (!isOpen(mailing)) throw notNow(mailing, 'cancelled');
  if (!(await saveMailing(cancelling(mailing, 'by hand', by)))) throw changed(id);
  await publishRest(id, mailing, by.at);
  return getMailingRecord(id, by.at);
}

/**
 * Makes a mailing to the readers of another of whom nobody knows whether it reached them. Throws `wrong-state` while SES
 * may still say it, and when there are none.
 */
export async function resendUnproven(id: string, by: string, at: string): Promise<MailingRecord> {
  const mailing = await getMailing(id);
  const { unproven } = recordOf(mailing, await readProgress(id), at);
  if (mailing.state !== 'done' || unproven === 0) throw notNow(mailing, 'sent again: nobody is unproven');
  const again: Mailing = {
    ...{ id: `${id}-unproven`, version: 1, state: 'sending', kind: mailing.kind },
    ...{ articleId: mailing.articleId, section: mailing.section, at, by, stops: 0, deeds: [] },
    corrects: correctedIn(mailing),
    audience: {
      lists: mailing.audience.lists,
      except: [],
      of: { mailings: [id], states: ['unknown'] },
    },
  };
  if (Date.parse(at) - Date.parse(mailing.at) > daysMailed.open * day)
    throw notNow(mailing, 'sent again: whom it reached is forgotten');
  if (!(await createMailing(again))) throw notNow(mailing, 'sent again twice');
  await publishShards(again);
  return recordOf(again, [], at);
}
