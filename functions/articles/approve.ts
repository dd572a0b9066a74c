import { approve, releaseIfDue } from '../../shared/articles/article.ts';
import { getArticle, saveArticle } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { instant } from '../../shared/instant.ts';
import { api } from '../../shared/lambda/api.ts';
import { matched } from '../../shared/lambda/caller.ts';

const Input = Id.extend({ publishAt: instant.optional() });

export const handler = api(['reporter', 'editor', 'publisher'], Input, async ({ id, publishAt }, caller) => {
  const article = matched(await getArticle(id), caller);
  return saveArticle(releaseIfDue(approve(article, publishAt, caller), caller), caller);
});
