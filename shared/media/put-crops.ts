import { system } from '../actor.ts';
import { readPrivate } from '../aws/media.ts';
import { Problem } from '../problem.ts';
import { expire, isDrawable, isOver, isRedrawn, planned, redrawn } from './asset.ts';
import { findAsset, saveAsset } from './asset-store.ts';
import { draw } from './draw.ts';
import { original } from './files.ts';
import { putDrawn, showDrawn } from './put-drawn.ts';

/**
 * Makes other files of a picture, under other names, as its description asks: by another focal point, or because the rights
 * to it go on. They are noted first, then made, then shown if it is public; then it is described.
 */
export async function putCrops(id: string, at: string, tries = 4): Promise<void> {
  const asset = await findAsset(id);
  if (!asset || !isDrawable(asset)) return;
  const by = system('media', at);
  try {
    if (asset.state === 'expired' && isOver(asset, at)) {
      // It ended again while it was being made.
      if (asset.next) await saveAsset(expire(asset), by);
      return;
    }
    if (!['ready', 'expired'].includes(asset.state) || !isRedrawn(asset)) return;
    const plan = planned(asset);
    const noted = plan ? await saveAsset(plan, by) : asset;
    if (!isDrawable(noted)) return;
    await putDrawn(id, await draw(await readPrivate(original(noted)), noted));
    if (noted.path !== undefined) await showDrawn(id, Object.values(noted.next ?? {}));
    await saveAsset(redrawn(noted), by);
  } catch (error) {
    // Somebody described it again, or took it away.
    if (error instanceof Problem && error.code === 'stale' && tries > 1) return putCrops(id, at, tries - 1);
    throw error;
  }
}
