import { getArticle } from '../../shared/articles/article-store.ts';
import { type Noticed, noticeOf } from '../../shared/audience/notice.ts';
import { publishNotice } from '../../shared/audience/notice-store.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';

const tell = async (fact: Noticed, at: string) =>
  publishNotice(fact.id, noticeOf(fact, await getArticle(fact.data.articleId)), at);

export const handler = subscriber({
  'article.submitted': tell,
  'article.returned': tell,
  'article.approved': tell,
});
