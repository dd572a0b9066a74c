import { bury, deletePrivate, listPrivate } from '../aws/media.ts';
import { keyOf } from '../page.ts';
import { type Asset, filesOf, pathOf } from './asset.ts';
import { incoming, original, rendition, renditionsOf } from './files.ts';
import { pathsOf, someAtOnce } from './put-drawn.ts';

/** Deletes the files that an asset may not have at its state: what came by its form, and of one that is not ready all. */
export async function removeFiles(asset: Asset): Promise<void> {
  const isKept = asset.state === 'ready' || asset.state === 'expired';
  const made = isKept || asset.kind !== 'picture' ? [] : await listPrivate(renditionsOf(asset));
  await deletePrivate([incoming(asset), ...(isKept ? [] : [original(asset), rendition(asset), ...made])]);
}

/**
 * Takes an asset from readers that was withdrawn, or to which the rights are over; of one that was withdrawn all files are
 * deleted. What is left at its addresses is empty and stays, so that no copy under way puts a file there again. One that
 * was given back meanwhile has other addresses, and keeps them.
 */
export async function takeAway(asset: Asset): Promise<void> {
  if (asset.state === 'ready') return;
  await someAtOnce(addressesOf(asset), (path) => bury(keyOf(path), asset.id));
  await removeFiles(asset);
}

/** Where readers may have got an asset: of a withdrawn picture also by files that were being made. */
function addressesOf(asset: Asset): string[] {
  if (asset.kind !== 'picture') return [pathOf(asset)];
  const making = asset.state === 'expired' ? [] : Object.values(asset.next ?? {});
  return pathsOf(asset.id, [...filesOf(asset), ...making]);
}
