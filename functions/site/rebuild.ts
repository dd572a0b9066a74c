import { findPublished } from '../../shared/articles/live-store.ts';
import type { EventData } from '../../shared/events.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { findRedirect } from '../../shared/redirects/redirect-store.ts';
import { putArticle, putNotice } from '../../shared/site/put-article.ts';
import { rebuildListPages } from '../../shared/site/put-list-pages.ts';
import { movedFrom, putRedirect } from '../../shared/site/put-redirect.ts';

async function rebuildArticle({ id, sections }: EventData<'site.rebuild-requested'>['articles'][number]) {
  const published = await findPublished(id);
  if (!published) return;
  await putArticle(published);
  await putNotice(published);
  for (const section of sections)
    await putRedirect(movedFrom({ section, articleId: id, path: published.path }));
}

export const handler = subscriber({
  'site.rebuild-requested': async ({ data }, at) => {
    await Promise.all(data.articles.map(rebuildArticle));
    await Promise.all(data.redirects.map(async (from) => putRedirect(await findRedirect(from))));
    await rebuildListPages(data, at);
  },
});
