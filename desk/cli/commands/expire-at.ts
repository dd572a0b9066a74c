import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';
import { futureInstantOf } from '../terminal/instants.ts';

export const expireAt = command(
  {
    summary: 'set when an article is taken from readers, or lift that end (never)',
    about: 'For approved copy, and for what readers have.',
    parameters: ['ID', 'INSTANT|never'],
    options: ifVersion,
  },
  async ({ args: [id, given = ''], options, api, out }) => {
    const expireAt = given === 'never' ? null : futureInstantOf(given);
    const at = expectedVersion(await getArticle(api, id), options);
    const record = await take(api, 'reschedule', at, { expireAt });
    out.answer(record, () => statusText(record, api.url));
  },
);
