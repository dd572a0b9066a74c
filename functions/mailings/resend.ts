import { MailingId, MailingRecord } from '../../shared/audience/mailing-record.ts';
import { resendUnproven } from '../../shared/audience/send-again.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['publisher'],
  {
    summary: 'Mail those of whom nobody knows whether a mailing reached them: some of them get it twice',
    input: MailingId,
    output: MailingRecord,
    status: 201,
    problems: ['not-found', 'wrong-state'],
  },
  async ({ id }, { by, at }) => resendUnproven(id, by, at),
);
