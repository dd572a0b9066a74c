import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { afterFirstWrite } from '../api/after-first-write.ts';
import { type At, expectedVersion, getArticle, saveCopy, take } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command, type Invocation, ifVersion } from '../command.ts';
import { type ArticleFile, readArticleFile } from '../files/article-file.ts';
import { alterationsText } from '../terminal/alterations-text.ts';
import { statusText } from '../terminal/article-text.ts';
import { UsageError } from '../usage-error.ts';

export const correct = command(
  {
    summary: 'open a correction of what readers have; with a file, save and submit it',
    about: 'Readers keep the page they have until another editor approves the correction.',
    parameters: ['ID', '[article.md]'],
    options: {
      note: {
        type: 'string',
        placeholder: 'TEXT',
        description: 'the note that readers see',
        required: true,
      },
      draft: { type: 'boolean', description: 'only save the file; submit it later' },
      ...ifVersion,
    },
  },
  async ({ args: [article = '', name], options, api, out }) => {
    const { note } = options;
    const id = articleIdOf(article);
    const file = name === undefined ? undefined : await readArticleFile(name);
    if (file?.id !== undefined && file.id !== id)
      throw new UsageError(`The file is a copy of ${file.id}, not of ${id}`);
    const opened = await take(api, 'correct', expectedVersion(await getArticle(api, id), options), { note });
    const record = file
      ? await afterFirstWrite(
          'The correction is open',
          saveAndSubmit({ api, out }, opened, file, options.draft),
        )
      : opened;
    out.answer(record, () => statusText(record, api.url));
  },
);

async function saveAndSubmit(
  { api, out }: Pick<Invocation<typeof ifVersion>, 'api' | 'out'>,
  at: At,
  file: ArticleFile,
  isDraft = false,
): Promise<ArticleRecord> {
  const saved = await saveCopy(api, at, file);
  const altered = alterationsText(saved, file);
  if (altered !== '') out.remark(altered);
  return isDraft ? saved : take(api, 'submit', saved);
}
