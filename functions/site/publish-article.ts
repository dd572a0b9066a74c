import { findLive, markPublished } from '../../shared/articles/article-store.ts';
import { getSpread } from '../../shared/articles/lists-store.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { putArticle } from '../../shared/site/site-store.ts';

export const handler = subscriber({
  'article.released': async ({ data: { articleId } }, at) => {
    const live = await findLive(articleId);
    if (!live) return;
    await putArticle(live, () => getSpread(articleId));
    await markPublished(live, at);
  },
});
