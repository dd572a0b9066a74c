import type { MailingRecord, MailingSummary } from '../../../shared/audience/mailing-record.ts';
import { command } from '../command.ts';
import { localTime } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

export const mailings = command(
  {
    summary: 'alerts on their way to readers: whom they reached; stop one, have it go on, end it',
    about: `Without an id: the mailings under way, then those that are over. \`show\` says what became of how many readers: each
is in one of the counts. \`pause\` stops a mailing, \`resume\` has it go on where it stopped, \`cancel\` ends it for good.
\`resend --unproven\` (publishers) mails those of whom nobody knows, a day after, whether it reached them: some of them get it twice.`,
    parameters: ['[show|pause|resume|cancel|resend]', '[MAILING]'],
    options: {
      note: { type: 'string', placeholder: 'TEXT', description: 'why it is paused, resumed or cancelled' },
      unproven: { type: 'boolean', description: 'with resend: only those of whom nobody knows' },
    },
  },
  async ({ args: [what = 'list', id], options: { note, unproven }, api, out }) => {
    if (what === 'list') {
      const states = await Promise.all(
        ['open', 'over'].map((state) =>
          api.get<{ mailings: MailingSummary[] }>(`/api/mailings?state=${state}`),
        ),
      );
      const all = states.flatMap(({ mailings: some }) => some);
      return out.answer({ mailings: all }, () => all.map(lineOf).join('\n') || 'no mailing yet');
    }
    if (id === undefined) throw new UsageError(`Say which: khobor mailings ${what} MAILING`);
    const path = `/api/mailings/${encodeURIComponent(id)}`;
    const mailing = await (() => {
      if (what === 'show') return api.get<MailingRecord>(path);
      if (what === 'resend') {
        if (unproven) return api.post<MailingRecord>(`${path}/resend`, {});
        throw new UsageError('Say --unproven: nobody else is ever sent the same again');
      }
      if (what === 'pause' || what === 'resume' || what === 'cancel')
        return api.post<MailingRecord>(`${path}/${what}`, note === undefined ? {} : { note });
      throw new UsageError(`There is no khobor mailings ${what}; see khobor help mailings`);
    })();
    out.answer(mailing, () => textOf(mailing));
  },
);

const lineOf = ({ id, state, kind, section, at, pause }: MailingSummary) =>
  [localTime(at), id, kind, section, state, ...(pause ? [pauseText(pause)] : [])].join(' · ');

const pauseText = ({ reason, detail, goesOnAt }: NonNullable<MailingSummary['pause']>) =>
  `${reason}${detail ? ` (${detail})` : ''}, ${goesOnAt ? `tried again at ${localTime(goesOnAt)}` : 'until somebody resumes it'}`;

/** Why it was cancelled: what became of its article, a later alert, or somebody's wish. */
const reasonText = (cancelled: string) =>
  /^(by hand|superseded)/.test(cancelled) ? cancelled : `the article is ${cancelled}`;

const words = {
  sent: 'sent',
  failed: 'refused by SES',
  gone: 'left before it was sent',
  away: 'have paused their mail',
  had: 'had it by an earlier mailing',
  unknown: 'unknown: SES did not answer',
  cancelled: 'were left when it was cancelled',
  due: 'due',
  failing: 'tried once more',
};

function textOf(mailing: MailingRecord): string {
  const { counts, readers, unproven, shards, cancelled, endedAt } = mailing;
  return [
    lineOf(mailing),
    ...Object.entries(counts).map(
      ([state, count]) => `${String(count).padStart(9)} ${words[state as keyof typeof words]}`,
    ),
    `${String(readers).padStart(9)} readers so far, ${shards.done} of ${shards.of} parts done`,
    ...(unproven > 0 ? [`${unproven} unproven: khobor mailings resend ${mailing.id} --unproven`] : []),
    ...(cancelled === undefined ? [] : [`cancelled: ${reasonText(cancelled)}`]),
    ...(endedAt === undefined ? [] : [`ended ${localTime(endedAt)}`]),
  ].join('\n');
}
