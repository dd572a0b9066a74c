import { getSpread, leadingTo, newsFrom, untilIndexed } from '../../shared/articles/lists-store.ts';
import { changeOf } from '../../shared/articles/live.ts';
import { pinnedIds } from '../../shared/curation/arrangement-store.ts';
import type { NewsEvent } from '../../shared/events.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { putArticle, refreshFronts } from '../../shared/site/site-store.ts';

type Withdrawal = NewsEvent<'article.retracted' | 'article.expired' | 'article.killed'>;

/** An index may lag: a page that was rendered from it while the article was being withdrawn may show it once more. */
async function again({ data: { articleId } }: Withdrawal, at: string) {
  const published = await untilIndexed(articleId);
  if (!published) return;
  const lives = await leadingTo(published, undefined);
  await Promise.all(lives.map((live) => putArticle(live, () => getSpread(live.id))));
  await refreshFronts([changeOf(published)], newsFrom(pinnedIds), at);
}

export const handler = subscriber({
  'article.retracted': again,
  'article.expired': again,
  'article.killed': again,
});
