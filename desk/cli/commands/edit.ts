import { command, ifVersion } from '../command.ts';
import { readArticleFile } from '../files/article-file.ts';
import { statusText } from '../terminal/article-text.ts';
import { replaceCopy } from './replace-copy.ts';
import { withPictures } from './with-pictures.ts';

export const edit = command(
  {
    summary: 'save a file as the new copy of an article; it is a draft again',
    about: '`khobor show ID --file > article.md` writes the newest copy as such a file.',
    parameters: ['ID', 'article.md'],
    options: {
      yes: { type: 'boolean', description: 'do not ask before replacing what somebody else saved' },
      ...ifVersion,
    },
  },
  async (invocation) => {
    const { args, api, out } = invocation;
    const [id = '', name = ''] = args;
    const file = await withPictures(await readArticleFile(name), invocation);
    const record = await replaceCopy(id, file, invocation);
    out.answer(record, () => statusText(record, api.url));
  },
);
