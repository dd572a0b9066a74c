import { system } from '../actor.ts';
import { show } from '../aws/media.ts';
import { keyOf } from '../page.ts';
import { Problem } from '../problem.ts';
import { isForReaders, isOver, pathOf, publish } from './asset.ts';
import { findWithUses, saveAsset } from './asset-store.ts';
import { rendition } from './files.ts';
import { showDrawn } from './put-drawn.ts';

/**
 * Puts an asset where readers get it, if something that uses it is cleared. Returns whether they can get it: nothing may
 * lead there before.
 */
export async function publishAsset(id: string, at: string): Promise<boolean> {
  const found = await findWithUses(id);
  // The clock is about to see that it is used after all.
  if (found?.asset.state === 'removed' && found.uses.length > 0) throw new Error(`${id} is being removed`);
  if (!found || !isForReaders(found.asset, found.uses) || isOver(found.asset, at)) return false;
  const { asset } = found;
  if (asset.path !== undefined) return true;
  await (asset.crops
    ? showDrawn(id, Object.values(asset.crops))
    : show(rendition(asset), keyOf(pathOf(asset)), id));
  try {
    await saveAsset(publish(asset, at), system('media', at));
    return true;
  } catch (error) {
    // Somebody published it at the same moment, or withdrew it.
    if (error instanceof Problem && error.code === 'stale') return publishAsset(id, at);
    throw error;
  }
}
