import { getStory, latestOf, markPublished } from '../../shared/articles/article-store.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { putArticle } from '../../shared/site/site-store.ts';

export const handler = subscriber({
  'article.released': async ({ data: { articleId } }, at) => {
    const story = await getStory(articleId);
    await putArticle(story, await latestOf(story.section, 7));
    await markPublished(story, at);
  },
});
