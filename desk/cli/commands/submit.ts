import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { afterFirstWrite } from '../api/after-first-write.ts';
import { expectedVersion, fileNew, getArticle, take } from '../api/article-api.ts';
import { command, type Invocation, ifVersion } from '../command.ts';
import { type ArticleFile, readArticleFile } from '../files/article-file.ts';
import { alterationsText } from '../terminal/alterations-text.ts';
import { statusText } from '../terminal/article-text.ts';
import { warningsText } from '../terminal/warnings-text.ts';
import { replaceCopy } from './replace-copy.ts';
import { withPictures } from './with-pictures.ts';

const submitOptions = {
  draft: { type: 'boolean', description: 'only file it; submit it later with its id' },
  'save-id': {
    type: 'boolean',
    description: 'write its id into the file: submitted again, the article is edited',
  },
  yes: { type: 'boolean', description: 'do not ask before replacing what somebody else saved' },
  ...ifVersion,
} as const;

export const submit = command(
  {
    summary: 'file an article and hand it to its desk',
    about: `The file has the fields of the article as front matter, and its text in Markdown below:

  ---
  section: national
  headline: পদ্মার চরে নতুন স্কুল
  bylines: [রুমানা হক]
  ---

  চরের **শিশুরা** আজ প্রথমবার নিজেদের স্কুলে গেছে।

Optional: shoulder, standfirst, lead, dateline, source (name, url), tags, slug, alert (none, section, breaking).
Pictures beside the file are uploaded first: ![what it shows](photo.jpg "caption | credit") on a line of its own, and
lead: photo.jpg with lead-alt, lead-credit, lead-caption.
With an "id" the file is a new copy of that article. An id instead of a file submits the draft as it is.`,
    parameters: ['article.md|ID'],
    options: submitOptions,
  },
  async (invocation) => {
    const {
      args: [article = ''],
      api,
      out,
    } = invocation;
    const record = /^(https?:\/\/|art_)/.test(article)
      ? await submitDraft(article, invocation)
      : await submitFile(await withPictures(await readArticleFile(article), invocation), invocation);
    const warnings = 'lint' in record && record.lint?.length ? `\n${warningsText(record.lint)}` : '';
    out.answer(record, () => `${statusText(record, api.url)}${warnings}`);
  },
);

async function submitDraft(article: string, { api, options }: Invocation<typeof submitOptions>) {
  return take(api, 'submit', expectedVersion(await getArticle(api, article), options));
}

async function submitFile(
  file: ArticleFile,
  invocation: Invocation<typeof submitOptions>,
): Promise<ArticleRecord> {
  const { api, options, out } = invocation;
  const saved =
    file.id === undefined ? await fileNew(api, file) : await replaceCopy(file.id, file, invocation);
  const altered = file.id === undefined ? alterationsText(saved, file) : '';
  if (altered !== '') out.remark(altered);
  if (options['save-id'] && file.id === undefined) file.saveId(saved.id);
  if (options.draft) return saved;
  return afterFirstWrite(`It is saved as a draft: ${saved.id}`, take(api, 'submit', saved));
}
