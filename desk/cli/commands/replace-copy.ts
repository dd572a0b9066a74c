import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { expectedVersion, getArticle, saveCopy } from '../api/article-api.ts';
import type { Invocation } from '../command.ts';
import type { ArticleFile } from '../files/article-file.ts';
import { claimsOf } from '../sign-in/claims.ts';
import { alterationsText } from '../terminal/alterations-text.ts';
import { localTime } from '../terminal/instants.ts';
import { confirm, isInteractive } from '../terminal/prompt.ts';
import { UsageError } from '../usage-error.ts';

type ReplaceOptions = {
  yes: { type: 'boolean'; description: string };
  'if-version': { type: 'string'; description: string };
};

/** Saves a file as the newest copy of an article. Asks at a terminal before it replaces what somebody else saved. */
export async function replaceCopy(
  article: string,
  file: ArticleFile,
  { api, out, options }: Pick<Invocation<ReplaceOptions>, 'api' | 'out' | 'options'>,
): Promise<ArticleRecord> {
  const record = await getArticle(api, article);
  if (file.id !== undefined && file.id !== record.id)
    throw new UsageError(`The file is a copy of ${file.id}, not of ${record.id}`);
  const { savedBy, savedAt, state } = record;
  if (api.token !== undefined && savedBy !== claimsOf(api.token).name) {
    out.remark(`This replaces the copy that ${savedBy} saved, ${localTime(savedAt)}.`);
    if (!options.yes && isInteractive() && !(await confirm('Replace it?')))
      throw new UsageError('Nothing was saved');
  }
  if (state === 'approved') out.remark('This voids its approval.');
  const saved = await saveCopy(api, expectedVersion(record, options), file);
  const altered = alterationsText(saved, file);
  if (altered !== '') out.remark(altered);
  return saved;
}
