import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { provenance, statusText } from '../terminal/article-text.ts';
import { UsageError } from '../usage-error.ts';

export const reword = command(
  {
    summary: 'reword the note of a correction in work, or make it an update',
    about:
      'A note makes an update a correction. Approved copy goes back to its desk: its approval was of the note too.',
    parameters: ['ID'],
    options: {
      note: { type: 'string', placeholder: 'TEXT', description: 'the note that readers will see' },
      update: { type: 'boolean', description: 'nothing was wrong: it is an update, without a note' },
      ...ifVersion,
    },
  },
  async ({ args: [id], options, api, out }) => {
    const { note = null, update } = options;
    if ((note === null) !== (update === true)) throw new UsageError('Give --note TEXT, or --update');
    const record = await take(api, 'reword', expectedVersion(await getArticle(api, id), options), { note });
    out.answer(record, () => `${statusText(record, api.url)}\n${provenance(record)}`);
  },
);
