import { system } from '../actor.ts';
import { findReleased, saveArticle } from '../articles/article-store.ts';
import { assetsIn } from '../articles/pictures.ts';
import { repicture, withLead } from '../articles/repicturing.ts';
import { findUsers } from '../articles/uses-store.ts';
import { findShown } from '../media/asset-store.ts';
import { Problem } from '../problem.ts';
import { settleInTurn } from '../settle-all.ts';
import { putArticle } from './put-article.ts';

/**
 * Renders every page again that shows a picture which was described anew, or may not be shown any more. The fact of each
 * article makes fronts, feeds and the CDN follow. One article that cannot be rendered holds up no other.
 */
export async function repictureArticles(asset: string, at: string): Promise<void> {
  const ids = await findUsers(asset);
  await settleInTurn(ids.map((id) => () => repictureOne(id, asset, at)));
}

async function repictureOne(id: string, asset: string, at: string, tries = 4): Promise<void> {
  const released = await findReleased(id);
  if (!released) return;
  const { article, live, copy } = released;
  if (!assetsIn(copy).includes(asset)) return;
  await putArticle(live);
  const before = withLead(live, copy, await findShown(assetsIn(copy)));
  const actor = system('media', at);
  await saveArticle(repicture(article, actor), actor, { copy, before }).catch((error: unknown) => {
    if (tries > 1 && error instanceof Problem && error.code === 'stale')
      return repictureOne(id, asset, at, tries - 1);
    throw error;
  });
}
