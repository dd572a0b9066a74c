import { edit } from '../../shared/articles/article.ts';
import { getArticle, saveArticle } from '../../shared/articles/article-store.ts';
import { copyHashOf } from '../../shared/articles/copy-hash.ts';
import { Filing } from '../../shared/articles/filing.ts';
import { Id } from '../../shared/articles/id.ts';
import { api } from '../../shared/lambda/api.ts';
import { matched } from '../../shared/lambda/caller.ts';

const Input = Filing.extend(Id.shape);

export const handler = api(['reporter', 'editor', 'publisher'], Input, async ({ id, ...content }, caller) => {
  const article = matched(await getArticle(id), caller, 'required');
  return saveArticle(edit(article, content, copyHashOf(content), caller), { ...caller, content });
});
