import type { ArticleRecord } from '../../../shared/articles/record.ts';
import type { Api } from '../api.ts';
import { type ArticleFile, readArticleFile } from '../article-file.ts';
import { articleIdOf } from '../article-id.ts';
import { command, onVersion } from '../command.ts';
import { type At, getArticle, goingOn, meant, saveCopy, take } from '../desk.ts';
import { Mistake } from '../mistake.ts';
import { standing } from '../words.ts';

export const correct = command(
  {
    summary: 'open a correction of what readers have; with a file, save and submit it',
    about: 'Readers keep the page they have until another editor approves the correction.',
    takes: ['ID', '[article.md]'],
    options: {
      note: { type: 'string', value: 'TEXT', says: 'what readers are told of the correction', needed: true },
      draft: { type: 'boolean', says: 'only save the file; submit it later' },
      ...onVersion,
    },
  },
  async ({ words: [word = '', name], options, api, out }) => {
    const { note } = options;
    const id = articleIdOf(word);
    const file = name === undefined ? undefined : readArticleFile(name);
    if (file?.id !== undefined && file.id !== id)
      throw new Mistake(`The file is a copy of ${file.id}, not of ${id}`);
    const opened = await take(api, 'correct', meant(await getArticle(api, id), options), { note });
    const record = file
      ? await goingOn('The correction is open', filed(api, opened, file, options.draft))
      : opened;
    out.answer(record, () => standing(record, api.url));
  },
);

async function filed(api: Api, at: At, file: ArticleFile, isDraft = false): Promise<ArticleRecord> {
  const saved = await saveCopy(api, at, file);
  return isDraft ? saved : take(api, 'submit', saved);
}
