import { system } from '../actor.ts';
import { readPrivate } from '../aws/media.ts';
import { retryStale } from '../retry-stale.ts';
import { expire, isDrawable, isOver, isRedrawn, planned, redrawn } from './asset.ts';
import { findAsset, saveAsset } from './asset-store.ts';
import { draw } from './draw.ts';
import { original } from './files.ts';
import { putDrawn, showDrawn } from './put-drawn.ts';

/**
 * Makes other files of a picture, under other names, as its description asks: by another focal point, or because the rights
 * to it go on. They are noted first, then made, then shown if it is public; then it is described. Somebody who describes it
 * again and again holds off nothing: files that were made are not made again. Nothing is shown once the rights are over.
 */
export async function putCrops(id: string, now: () => string): Promise<void> {
  const made = new Set<string>();
  await retryStale(() => putOnce(id, now, made), Math.random);
}

async function putOnce(id: string, now: () => string, made: Set<string>) {
  const asset = await findAsset(id);
  if (!asset || !isDrawable(asset)) return;
  const by = system('media', now());
  if (isOver(asset, now())) {
    // It ended again while it was being made.
    if (asset.state === 'expired' && asset.next) await saveAsset(expire(asset), by);
    return;
  }
  if (!['ready', 'expired'].includes(asset.state) || !isRedrawn(asset)) return;
  const plan = planned(asset);
  const noted = plan ? await saveAsset(plan, by) : asset;
  if (!isDrawable(noted)) return;
  const files = Object.values(noted.next ?? {});
  if (!files.every(({ hash }) => made.has(hash))) {
    await putDrawn(id, await draw(await readPrivate(original(noted)), noted));
    for (const { hash } of files) made.add(hash);
  }
  // The rights may have ended meanwhile: the clock says so.
  if (isOver(noted, now())) return;
  if (noted.path !== undefined) await showDrawn(id, files);
  await saveAsset(redrawn(noted), by);
}
