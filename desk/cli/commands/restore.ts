import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';

export const restore = command(
  {
    summary: 'save an earlier copy as a new draft; what is live stays',
    about: 'REV is a revision that readers saw (2), or the copy saved at a version (v7).',
    parameters: ['ID', 'REV'],
    options: {
      note: {
        type: 'string',
        placeholder: 'TEXT',
        description: 'the note that readers see, if the article is published',
      },
      ...ifVersion,
    },
  },
  async ({ args: [id, revision], options, api, out }) => {
    const { note } = options;
    const at = expectedVersion(await getArticle(api, id), options);
    const record = await take(api, 'restore', at, { revision, ...(note === undefined ? {} : { note }) });
    out.answer(record, () => statusText(record, api.url));
  },
);
