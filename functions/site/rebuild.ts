import { findPublished } from '../../shared/articles/article-store.ts';
import { getSpread, newsFrom } from '../../shared/articles/lists-store.ts';
import { noticeFor } from '../../shared/articles/live.ts';
import { pinnedIds } from '../../shared/curation/arrangement-store.ts';
import type { EventData } from '../../shared/events.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { findRedirect } from '../../shared/redirects/redirect-store.ts';
import { rebuildFronts } from '../../shared/site/rebuilding-store.ts';
import { movedFrom, putRedirect } from '../../shared/site/redirecting-store.ts';
import { putArticle, putNotice } from '../../shared/site/site-store.ts';

async function rebuildArticle({ id, sections }: EventData<'site.rebuild-requested'>['articles'][number]) {
  const published = await findPublished(id);
  if (!published) return;
  await putArticle(published, () => getSpread(id));
  await putNotice(id, noticeFor(published));
  for (const section of sections)
    await putRedirect(movedFrom({ section, articleId: id, path: published.path }));
}

export const handler = subscriber({
  'site.rebuild-requested': async ({ data }, at) => {
    await Promise.all(data.articles.map(rebuildArticle));
    await Promise.all(data.redirects.map(async (from) => putRedirect(await findRedirect(from))));
    await rebuildFronts(data, newsFrom(pinnedIds), at);
  },
});
