import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';
import { untilOf, untilOptions } from './until.ts';

export const reinstate = command(
  {
    summary: 'give readers back what was unpublished, or retracted by mistake',
    about: 'Readers get it as they had it last. Only a publisher takes back a retraction.',
    parameters: ['ID'],
    options: {
      reason: {
        type: 'string',
        placeholder: 'TEXT',
        description: 'why, for the history',
        required: true,
      },
      ...untilOptions,
      ...ifVersion,
    },
  },
  async ({ args: [id], options, api, out }) => {
    const at = expectedVersion(await getArticle(api, id), options);
    const record = await take(api, 'reinstate', at, { reason: options.reason, ...untilOf(options) });
    out.answer(record, () => statusText(record, api.url));
  },
);
