import { getSpread, leadingTo, untilIndexed } from '../../shared/articles/lists-store.ts';
import type { NewsEvent } from '../../shared/events.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { putArticle } from '../../shared/site/site-store.ts';

type Change = NewsEvent<'article.published' | 'article.retracted' | 'article.expired' | 'article.killed'>;

async function refresh({ data }: Change) {
  const published = await untilIndexed(data.articleId);
  const lives = published ? await leadingTo(published, 'left' in data ? data.left : undefined) : [];
  await Promise.all(lives.map((live) => putArticle(live, () => getSpread(live.id))));
}

export const handler = subscriber({
  'article.published': refresh,
  'article.retracted': refresh,
  'article.expired': refresh,
  'article.killed': refresh,
});
