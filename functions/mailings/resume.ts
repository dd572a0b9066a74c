import { Note } from '../../shared/articles/note.ts';
import { MailingId, MailingRecord } from '../../shared/audience/mailing-record.ts';
import { resumeMailing } from '../../shared/audience/send-again.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['editor', 'publisher'],
  {
    summary: 'Have a mailing that stands still go on where it stopped',
    input: MailingId.extend({ note: Note.optional() }),
    output: MailingRecord,
    problems: ['not-found', 'wrong-state', 'stale'],
  },
  async ({ id, note }, { by, at }) => resumeMailing(id, { by, at, note }),
);
