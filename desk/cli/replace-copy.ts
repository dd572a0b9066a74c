import type { ArticleRecord } from '../../shared/articles/record.ts';
import type { ArticleFile } from './article-file.ts';
import { canAsk, isSure } from './asking.ts';
import { claimsOf } from './claims.ts';
import type { Given } from './command.ts';
import { getArticle, meant, saveCopy } from './desk.ts';
import { shownAt } from './instants.ts';
import { Mistake } from './mistake.ts';

type Asked = { yes: { type: 'boolean'; says: string }; 'if-version': { type: 'string'; says: string } };

/**
 * Saves a file as the newest copy of an article. What somebody else saved is not replaced before the one who does it
 * has said so, where they can be asked.
 */
export async function replaceCopy(
  word: string,
  file: ArticleFile,
  { api, out, options }: Pick<Given<Asked>, 'api' | 'out' | 'options'>,
): Promise<ArticleRecord> {
  const record = await getArticle(api, word);
  if (file.id !== undefined && file.id !== record.id)
    throw new Mistake(`The file is a copy of ${file.id}, not of ${record.id}`);
  const { savedBy, savedAt, state } = record;
  if (api.token !== undefined && savedBy !== claimsOf(api.token).name) {
    out.remark(`This replaces the copy that ${savedBy} saved, ${shownAt(savedAt)}.`);
    if (!options.yes && canAsk() && !(await isSure('Go on?'))) throw new Mistake('Nothing was saved');
  }
  if (state === 'approved') out.remark('This voids its approval.');
  return saveCopy(api, meant(record, options), file);
}
