import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { getArticle, take, versionFor } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { provenance, statusText } from '../terminal/article-text.ts';
import { ask, isInteractive } from '../terminal/prompt.ts';
import { say } from '../terminal/say.ts';
import { UsageError } from '../usage-error.ts';

export const kill = command(
  {
    summary: 'remove an article for law or safety: its text leaves every output',
    about:
      'It cannot be undone. Asks you to type the id again. Names the pictures that nothing else uses: they stay until they are withdrawn.',
    parameters: ['ID'],
    options: {
      reason: {
        type: 'string',
        placeholder: 'TEXT',
        description: 'why; it is kept in the record',
        required: true,
      },
      yes: { type: 'boolean', description: 'do not ask' },
      ...ifVersion,
    },
  },
  async ({ args, options, api, out }) => {
    const { reason } = options;
    const record = await getArticle(api, args[0]);
    if (!options.yes) {
      if (!isInteractive()) throw new UsageError('To kill without a terminal, say --yes');
      say.aside(`${statusText(record, api.url)}\n${provenance(record)}`);
      if ((await ask('It cannot be undone. Type its id to kill it: ')) !== record.id)
        throw new UsageError('Nothing was killed');
    }
    const killed = await take(api, 'kill', versionFor('kill', record, options), { reason });
    out.answer(killed, () => [statusText(killed, api.url), ...leftText(killed)].join('\n'));
  },
);

/** What is left of a killed article: its pictures that nothing else uses, with the command that withdraws each. */
function leftText(killed: ArticleRecord): string[] {
  const left = 'picturesLeft' in killed ? (killed.picturesLeft ?? []) : [];
  return left.length === 0
    ? []
    : [
        'Pictures that nothing else uses. Readers can still get them; to withdraw them:',
        ...left.map(({ asset }) => `  khobor media withdraw ${asset} --reason TEXT`),
      ];
}
