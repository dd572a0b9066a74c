import { publications } from '../../shared/events.ts';
import { subscriber, toEach } from '../../shared/lambda/subscriber.ts';
import { neighboursOf, untilIndexed } from '../../shared/site/neighbours-store.ts';
import { putArticle } from '../../shared/site/put-article.ts';

export const handler = subscriber(
  toEach(publications, async ({ data }) => {
    const published = await untilIndexed(data.articleId);
    if (!published) return;
    const neighbours = await neighboursOf(published, 'left' in data ? data.left : undefined);
    await Promise.all(neighbours.map(putArticle));
  }),
);
