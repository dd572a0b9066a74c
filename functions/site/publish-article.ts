import { markPublished } from '../../shared/articles/article-store.ts';
import { findLive } from '../../shared/articles/live-store.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { putArticle } from '../../shared/site/put-article.ts';

export const handler = subscriber({
  'article.released': async ({ data: { articleId } }, at) => {
    const live = await findLive(articleId);
    if (!live) return;
    await putArticle(live);
    await markPublished(live, at);
  },
});
