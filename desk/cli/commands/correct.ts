import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { afterFirstWrite } from '../api/after-first-write.ts';
import { type At, expectedVersion, getArticle, saveCopy, take } from '../api/article-api.ts';
import { articleIdOf } from '../api/article-id.ts';
import { command, type Invocation, ifVersion } from '../command.ts';
import { type ArticleFile, readArticleFile } from '../files/article-file.ts';
import { alterationsText } from '../terminal/alterations-text.ts';
import { statusText } from '../terminal/article-text.ts';
import { UsageError } from '../usage-error.ts';

const changing = {
  draft: { type: 'boolean', description: 'only save the file; submit it later' },
  ...ifVersion,
} as const;

export const correct = command(
  {
    summary: 'open a correction of what readers have; with a file, save and submit it',
    about: `Readers keep the page they have until another editor approves the correction. The note can be reworded until then.
If nothing was wrong and the story only goes on, update it.`,
    parameters: ['ID', '[article.md]'],
    options: {
      note: {
        type: 'string',
        placeholder: 'TEXT',
        description: 'the note that readers see',
        required: true,
      },
      ...changing,
    },
  },
  (invocation) => change(invocation, 'correct', { note: invocation.options.note }),
);

export const update = command(
  {
    summary: 'open an update of what readers have; with a file, save and submit it',
    about: `For a story that goes on. Readers keep the page they have until another editor approves the update, and see when it
was updated. If something was wrong, correct it.`,
    parameters: ['ID', '[article.md]'],
    options: changing,
  },
  (invocation) => change(invocation, 'update', {}),
);

async function change(
  { args: [article = '', name], options, api, out }: Invocation<typeof changing>,
  step: 'correct' | 'update',
  body: object,
) {
  const id = articleIdOf(article);
  const file = name === undefined ? undefined : await readArticleFile(name);
  if (file?.id !== undefined && file.id !== id)
    throw new UsageError(`The file is a copy of ${file.id}, not of ${id}`);
  const opened = await take(api, step, expectedVersion(await getArticle(api, id), options), body);
  const isOpen = `The ${step === 'correct' ? 'correction' : 'update'} is open`;
  const record = file
    ? await afterFirstWrite(isOpen, saveAndSubmit({ api, out }, opened, file, options.draft))
    : opened;
  out.answer(record, () => statusText(record, api.url));
}

async function saveAndSubmit(
  { api, out }: Pick<Invocation<typeof changing>, 'api' | 'out'>,
  at: At,
  file: ArticleFile,
  isDraft = false,
): Promise<ArticleRecord> {
  const saved = await saveCopy(api, at, file);
  const altered = alterationsText(saved, file);
  if (altered !== '') out.remark(altered);
  return isDraft ? saved : take(api, 'submit', saved);
}
