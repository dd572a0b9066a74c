import { readArticleFile } from '../article-file.ts';
import { command, onVersion } from '../command.ts';
import { replaceCopy } from '../replace-copy.ts';
import { standing } from '../words.ts';

export const edit = command(
  {
    summary: 'save a file as the new copy of an article; it is a draft again',
    about: '`khobor show ID --file > article.md` gives the copy there is as such a file.',
    takes: ['ID', 'article.md'],
    options: {
      yes: { type: 'boolean', says: 'do not ask before replacing what somebody else saved' },
      ...onVersion,
    },
  },
  async (given) => {
    const { words, api, out } = given;
    const [id = '', name = ''] = words;
    const record = await replaceCopy(id, readArticleFile(name), given);
    out.answer(record, () => standing(record, api.url));
  },
);
