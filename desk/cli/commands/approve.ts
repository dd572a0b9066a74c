import { expectedVersion, getArticle, type Linted, pathOf, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { provenance, statusText } from '../terminal/article-text.ts';
import { futureInstantOf } from '../terminal/instants.ts';
import { confirm, isInteractive } from '../terminal/prompt.ts';
import { warningsText } from '../terminal/warnings-text.ts';
import { UsageError } from '../usage-error.ts';

export const approve = command(
  {
    summary: 'clear copy for publication, now or at an instant',
    about:
      'Shows whose copy it is and what to look at, and asks. If somebody saves it meanwhile, nothing is approved.',
    parameters: ['ID'],
    options: {
      'publish-at': { type: 'string', placeholder: 'INSTANT', description: 'an embargo' },
      'expire-at': { type: 'string', placeholder: 'INSTANT', description: 'when it is taken from readers' },
      yes: { type: 'boolean', description: 'do not ask' },
      ...ifVersion,
    },
  },
  async ({ args, options, api, out }) => {
    const schedule = {
      ...(options['publish-at'] === undefined ? {} : { publishAt: futureInstantOf(options['publish-at']) }),
      ...(options['expire-at'] === undefined ? {} : { expireAt: futureInstantOf(options['expire-at']) }),
    };
    const record = await getArticle(api, args[0]);
    const shouldAsk = !options.yes && isInteractive();
    if (shouldAsk) {
      const { lint } = await api.get<Linted>(`${pathOf(record.id)}/lint`);
      console.error([statusText(record, api.url), provenance(record), warningsText(lint)].join('\n'));
      if (!(await confirm('Approve?'))) throw new UsageError('Nothing was approved');
    }
    const approved = await take(api, 'approve', expectedVersion(record, options), schedule);
    const lint =
      !shouldAsk && 'lint' in approved && approved.lint?.length ? `\n${warningsText(approved.lint)}` : '';
    out.answer(approved, () => `${statusText(approved, api.url)}${lint}`);
  },
);
