import { findPublished } from '../../shared/articles/article-store.ts';
import { getSpread, newsFrom } from '../../shared/articles/lists-store.ts';
import { noticeFor } from '../../shared/articles/live.ts';
import { pinnedIds } from '../../shared/curation/arrangement-store.ts';
import { subscriber } from '../../shared/lambda/subscriber.ts';
import { rebuildFronts } from '../../shared/site/rebuilding-store.ts';
import { putArticle, putNotice } from '../../shared/site/site-store.ts';

async function rebuildArticle(id: string) {
  const published = await findPublished(id);
  if (!published) return;
  await putArticle(published, () => getSpread(id));
  await putNotice(id, noticeFor(published));
}

export const handler = subscriber({
  'site.rebuild-requested': async ({ data }, at) => {
    await Promise.all(data.articleIds.map(rebuildArticle));
    await rebuildFronts(data, newsFrom(pinnedIds), at);
  },
});
