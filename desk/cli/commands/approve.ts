import { needsDecision } from '../../../shared/articles/alerting.ts';
import { expectedVersion, getArticle, type Linted, pathOf, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { provenance, statusText } from '../terminal/article-text.ts';
import { futureInstantOf } from '../terminal/instants.ts';
import { confirm, isInteractive } from '../terminal/prompt.ts';
import { say } from '../terminal/say.ts';
import { warningsText } from '../terminal/warnings-text.ts';
import { UsageError } from '../usage-error.ts';
import { untilOf, untilOptions } from './until.ts';

export const approve = command(
  {
    summary: 'clear copy for publication, now or at an instant',
    about: `Shows whose copy it is, when it is wanted and what to look at, and asks. If somebody saves it meanwhile, nothing is
approved. Times that were wanted before stand. If a change raises the alert, say --alert or --no-alert.`,
    parameters: ['ID'],
    options: {
      'publish-at': { type: 'string', placeholder: 'INSTANT', description: 'an embargo' },
      now: { type: 'boolean', description: 'at once, whatever embargo was wanted before' },
      ...untilOptions,
      alert: { type: 'boolean', description: 'alert readers of this change' },
      'no-alert': { type: 'boolean', description: 'alert nobody' },
      'mail-correction': {
        type: 'boolean',
        description: 'mail what was wrong to those who were mailed it',
      },
      yes: { type: 'boolean', description: 'do not ask' },
      ...ifVersion,
    },
  },
  async ({ args, options, api, out }) => {
    const clearance = { ...fromOf(options), ...untilOf(options), ...alertOf(options) };
    const mails = options['mail-correction'] ? { mailCorrection: true } : {};
    let { sendAlert } = clearance;
    const record = await getArticle(api, args[0]);
    const shouldAsk = !options.yes && isInteractive();
    if (shouldAsk) {
      const { lint } = await api.get<Linted>(`${pathOf(record.id)}/lint`);
      say.aside([statusText(record, api.url), provenance(record), warningsText(lint)].join('\n'));
      if (!(await confirm('Approve?'))) throw new UsageError('Nothing was approved');
      if (sendAlert === undefined && needsDecision(record, new Date().toISOString()))
        sendAlert = await confirm(`Its ${record.alert} alert has not gone out. Alert readers now?`);
    }
    const approved = await take(api, 'approve', expectedVersion(record, options), {
      ...clearance,
      ...mails,
      ...(sendAlert === undefined ? {} : { sendAlert }),
    });
    const lint =
      !shouldAsk && 'lint' in approved && approved.lint?.length ? `\n${warningsText(approved.lint)}` : '';
    out.answer(approved, () => `${statusText(approved, api.url)}${lint}`);
  },
);

type Given = { [name in 'now' | 'alert' | 'no-alert']?: boolean | undefined } & {
  'publish-at'?: string | undefined;
};

function fromOf({ 'publish-at': given, now }: Given): { publishAt?: string | null } {
  if (given !== undefined && now) throw new UsageError('Give --publish-at or --now, not both');
  if (now) return { publishAt: null };
  return given === undefined ? {} : { publishAt: futureInstantOf(given) };
}

function alertOf({ alert, 'no-alert': none }: Given): { sendAlert?: boolean } {
  if (alert && none) throw new UsageError('Give --alert or --no-alert, not both');
  return alert || none ? { sendAlert: alert === true } : {};
}
