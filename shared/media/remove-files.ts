import { bury, deletePrivate } from '../aws/media.ts';
import { keyOf } from '../page.ts';
import { type Asset, pathOf } from './asset.ts';
import { incoming, original, rendition } from './files.ts';

/** Deletes the files that an asset may not have at its state: what came by its form, and of one that is not ready all. */
export const removeFiles = (asset: Asset): Promise<void> =>
  deletePrivate([incoming(asset), ...(asset.state === 'ready' ? [] : [original(asset), rendition(asset)])]);

/**
 * Takes a withdrawn asset from readers and deletes its files. What is left at its address is empty and stays, so that no
 * copy under way puts the file there again.
 */
export async function takeAway(asset: Asset): Promise<void> {
  await bury(keyOf(pathOf(asset)), asset.id);
  await removeFiles(asset);
}
