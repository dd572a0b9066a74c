import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';

export const restore = command(
  {
    summary: 'save an earlier copy as a new draft; what is live stays',
    about: `REV is a revision that readers saw (2), or the copy saved at a version (v7). Of what readers have it opens a
correction (--note) or an update (--update).`,
    parameters: ['ID', 'REV'],
    options: {
      note: {
        type: 'string',
        placeholder: 'TEXT',
        description: 'the note that readers see, if something was wrong',
      },
      update: { type: 'boolean', description: 'nothing was wrong: readers get no note' },
      ...ifVersion,
    },
  },
  async ({ args: [id, revision], options, api, out }) => {
    const { note, update } = options;
    const at = expectedVersion(await getArticle(api, id), options);
    const telling = { ...(note === undefined ? {} : { note }), ...(update ? { update } : {}) };
    const record = await take(api, 'restore', at, { revision, ...telling });
    out.answer(record, () => statusText(record, api.url));
  },
);
