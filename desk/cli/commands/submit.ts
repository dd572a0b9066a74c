import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { type ArticleFile, readArticleFile } from '../article-file.ts';
import { command, type Given, onVersion } from '../command.ts';
import { fileNew, getArticle, goingOn, meant, take } from '../desk.ts';
import { replaceCopy } from '../replace-copy.ts';
import { standing, warnings } from '../words.ts';

const choices = {
  draft: { type: 'boolean', says: 'only file it; submit it later with its id' },
  'save-id': { type: 'boolean', says: 'write its id into the file, so that next time it is edited' },
  yes: { type: 'boolean', says: 'do not ask before replacing what somebody else saved' },
  ...onVersion,
} as const;

export const submit = command(
  {
    summary: 'file an article and hand it to its desk',
    about: `The file has the fields of the article as front matter, and below them its text in Markdown:

  ---
  section: national
  headline: পদ্মার চরে নতুন স্কুল
  bylines: [রুমানা হক]
  ---

  চরের **শিশুরা** আজ প্রথমবার নিজেদের স্কুলে গেছে।

There may be: shoulder, standfirst, dateline, source (name, url), tags, alert (none, section, breaking).
With an "id" the file is a new copy of that article. An id instead of a file submits the draft as it is.`,
    takes: ['article.md|ID'],
    options: choices,
  },
  async (given) => {
    const [word = ''] = given.words;
    const record = /^(https?:\/\/|art_)/.test(word)
      ? await submitDraft(word, given)
      : await submitFile(readArticleFile(word), given);
    const { url } = given.api;
    const said = 'lint' in record && record.lint?.length ? `\n${warnings(record.lint)}` : '';
    given.out.answer(record, () => `${standing(record, url)}${said}`);
  },
);

async function submitDraft(word: string, { api, options }: Given<typeof choices>) {
  return take(api, 'submit', meant(await getArticle(api, word), options));
}

async function submitFile(file: ArticleFile, given: Given<typeof choices>): Promise<ArticleRecord> {
  const { api, options } = given;
  const saved = file.id === undefined ? await fileNew(api, file) : await replaceCopy(file.id, file, given);
  if (options['save-id'] && file.id === undefined) file.saveId(saved.id);
  if (options.draft) return saved;
  return goingOn(`It is saved as a draft: ${saved.id}`, take(api, 'submit', saved));
}
