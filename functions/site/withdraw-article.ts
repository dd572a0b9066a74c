import { findPublished } from '../../shared/articles/article-store.ts';
import { noticeFor } from '../../shared/articles/live.ts';
import { forget } from '../../shared/aws/cdn.ts';
import type { NewsEvent } from '../../shared/events.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { outdatedBy } from '../../shared/site/forgetting.ts';
import { putNotice } from '../../shared/site/site-store.ts';

async function withdraw(fact: NewsEvent<'article.retracted' | 'article.expired' | 'article.killed'>) {
  const { articleId } = fact.data;
  await putNotice(articleId, noticeFor(await findPublished(articleId)));
  await forget(outdatedBy(fact), fact.id);
}

export const handler = subscriber({
  'article.retracted': withdraw,
  'article.expired': withdraw,
  'article.killed': withdraw,
});
