import { findReleased, markPublished } from '../../shared/articles/article-store.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { putReleased } from '../../shared/site/put-article.ts';

export const handler = subscriber(
  toEach(['article.released', 'article.reinstated'], async ({ data: { articleId } }, at) => {
    const released = await findReleased(articleId);
    if (!released) return;
    await putReleased(released);
    await markPublished(released, at);
  }),
);
