import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { provenance, statusText } from '../terminal/article-text.ts';

export const assign = command(
  {
    summary: 'give the work on an article to somebody, or back to its reporter (nobody)',
    about:
      'NAME is the name that they sign in with, and have signed in with. The draft is then among what waits for them.',
    parameters: ['ID', 'NAME|nobody'],
    options: ifVersion,
  },
  async ({ args: [id, name], options, api, out }) => {
    const at = expectedVersion(await getArticle(api, id), options);
    const record = await take(api, 'assign', at, { to: name === 'nobody' ? null : name });
    out.answer(record, () => `${statusText(record, api.url)}\n${provenance(record)}`);
  },
);
