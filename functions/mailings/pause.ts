import { Note } from '../../shared/articles/note.ts';
import { MailingId, MailingRecord } from '../../shared/audience/mailing-record.ts';
import { pauseMailing } from '../../shared/audience/mailing-record-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['editor', 'publisher'],
  {
    summary: 'Stop a mailing: at most one batch of each function at work still goes out',
    input: MailingId.extend({ note: Note.optional() }),
    output: MailingRecord,
    problems: ['not-found', 'wrong-state', 'stale'],
  },
  async ({ id, note }, { by, at }) => pauseMailing(id, { by, at, note }),
);
