import { isTombstone, type Live } from '../../shared/articles/live.ts';
import { findAllPublished } from '../../shared/articles/live-store.ts';
import type { EventData } from '../../shared/events.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { settleAll } from '../../shared/settle-all.ts';
import { putArticle, putArticles, putNotice } from '../../shared/site/put-article.ts';
import { rebuildListPages } from '../../shared/site/put-list-pages.ts';
import { movedFrom, putRedirect } from '../../shared/site/put-redirect.ts';

async function rebuildArticles({ articles, there }: EventData<'site.rebuild-requested'>) {
  const published = await findAllPublished(articles.map(({ id }) => id));
  const lives = [...published.values()].filter((one): one is Live => !isTombstone(one));
  await (there ? putArticles(lives, there) : settleAll(lives.map(putArticle)));
  await settleAll([...published.values()].map(putNotice));
  for (const { id, sections } of articles) {
    const { path } = published.get(id) ?? {};
    for (const section of path ? sections : []) {
      const moved = movedFrom({ section, articleId: id, path: path ?? '' });
      if (moved) await putRedirect(...moved);
    }
  }
}

export const handler = subscriber({
  'site.rebuild-requested': async ({ data }, at) => {
    if (data.articles.length > 0) await rebuildArticles(data);
    await settleAll(data.redirects.map((from) => putRedirect(from)));
    await rebuildListPages(data, at);
  },
});
