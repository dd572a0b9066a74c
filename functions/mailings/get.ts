import { newsroomRoles } from '../../shared/actor.ts';
import { MailingId, MailingRecord, seenBy } from '../../shared/audience/mailing-record.ts';
import { getMailingRecord } from '../../shared/audience/mailing-record-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'A mailing, and what became of how many of its readers',
    input: MailingId,
    output: MailingRecord,
    problems: ['not-found'],
  },
  async ({ id }, caller) => seenBy(caller, await getMailingRecord(id, caller.at)),
);
