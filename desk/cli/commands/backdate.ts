import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';
import { instantOf } from '../terminal/instants.ts';

export const backdate = command(
  {
    summary: 'say when an article of an archive was first published (never: it is news)',
    about: `For a publisher, before it is approved. It goes to the archive of that day, alerts nobody, and is not among the
latest.`,
    parameters: ['ID', 'INSTANT|never'],
    options: ifVersion,
  },
  async ({ args: [id, given = ''], options, api, out }) => {
    const publishedAt = given === 'never' ? null : instantOf(given);
    const at = expectedVersion(await getArticle(api, id), options);
    const record = await take(api, 'backdate', at, { publishedAt });
    out.answer(record, () => statusText(record, api.url));
  },
);
