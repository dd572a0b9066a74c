import { Note } from '../../shared/articles/note.ts';
import { MailingId, MailingRecord } from '../../shared/audience/mailing-record.ts';
import { cancelMailing } from '../../shared/audience/send-again.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['editor', 'publisher'],
  {
    summary: 'End a mailing for good: nobody more is mailed, and everybody who was left is counted',
    input: MailingId.extend({ note: Note.optional() }),
    output: MailingRecord,
    problems: ['not-found', 'wrong-state', 'stale'],
  },
  async ({ id, note }, { by, at }) => cancelMailing(id, { by, at, note }),
);
