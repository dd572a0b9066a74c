import { submit } from '../../shared/articles/article.ts';
import { getArticle, saveArticle } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { api } from '../../shared/lambda/api.ts';
import { matched } from '../../shared/lambda/caller.ts';

export const handler = api(['reporter', 'editor', 'publisher'], Id, async ({ id }, caller) =>
  saveArticle(submit(matched(await getArticle(id), caller), caller), caller),
);
