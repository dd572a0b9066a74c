import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';

export const alert = command(
  {
    summary: 'alert those whom earlier alerts of an article did not reach',
    about: `Readers who were mailed it already, or may have been, are left out: who has subscribed since gets it, and with
--breaking everybody who takes breaking news as well. Nobody gets it twice.`,
    parameters: ['ID'],
    options: {
      breaking: { type: 'boolean', description: 'subscribers of breaking news too, not only of its section' },
      ...ifVersion,
    },
  },
  async ({ args: [id], options, api, out }) => {
    const record = await getArticle(api, id);
    const kind = options.breaking ? 'breaking' : 'section';
    const alerted = await take(api, 'alert', expectedVersion(record, options), { kind });
    out.answer(alerted, () => statusText(alerted, api.url));
  },
);
