import { command, onVersion } from '../command.ts';
import { getArticle, meant, take } from '../desk.ts';
import { standing } from '../words.ts';

export const restore = command(
  {
    summary: 'save an earlier copy as a new draft; what is live stays',
    about: 'REV is a revision that readers saw (2), or the copy saved at a version (v7).',
    takes: ['ID', 'REV'],
    options: {
      note: { type: 'string', value: 'TEXT', says: 'what readers are told, if they have the article' },
      ...onVersion,
    },
  },
  async ({ words: [id, revision], options, api, out }) => {
    const { note } = options;
    const at = meant(await getArticle(api, id), options);
    const record = await take(api, 'restore', at, { revision, ...(note === undefined ? {} : { note }) });
    out.answer(record, () => standing(record, api.url));
  },
);
