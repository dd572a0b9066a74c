import { sendBack } from '../../shared/articles/article.ts';
import { getArticle, saveArticle } from '../../shared/articles/article-store.ts';
import { Id } from '../../shared/articles/id.ts';
import { api } from '../../shared/lambda/api.ts';
import { matched } from '../../shared/lambda/caller.ts';
import { text } from '../../shared/text.ts';

const Input = Id.extend({ note: text(2000) });

export const handler = api(['reporter', 'editor', 'publisher'], Input, async ({ id, note }, caller) =>
  saveArticle(sendBack(matched(await getArticle(id), caller), note, caller), caller),
);
