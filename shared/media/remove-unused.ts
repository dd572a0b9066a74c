import { system } from '../actor.ts';
import { Problem } from '../problem.ts';
import { settleInTurn } from '../settle-all.ts';
import { isUsed, keepUsed, remove, removeAt } from './asset.ts';
import { type AssetWithUses, eraseAsset, findUnused, findWithUses, saveAsset } from './asset-store.ts';
import { removeFiles } from './remove-files.ts';

/**
 * Removes uploads that were refused, never sent or never used, objects first and then the record. A failure does not
 * stop the others; what was left half done is done by the next run.
 */
export async function removeUnused(at: string): Promise<void> {
  const ids = await findUnused(at);
  await settleInTurn(ids.map((id) => () => removeOne(id, at).catch(unlessStale)));
}

/**
 * The record says that it is being removed before it is looked at the last time: nothing that uses the asset can be
 * cleared from then on, and what was before is seen.
 */
async function removeOne(id: string, at: string) {
  const found = await findWithUses(id);
  if (!found || (removeAt(found.asset) ?? at) > at) return;
  if (found.asset.state !== 'removed' && !isUsed(found)) {
    await saveAsset(remove(found.asset), system('clock', at));
    return removeOne(id, at);
  }
  await (isUsed(found) ? saveAsset(keepUsed(found.asset, at), system('clock', at)) : eraseAll(found));
}

async function eraseAll(found: AssetWithUses) {
  await removeFiles(found.asset);
  await eraseAsset(found);
}

/** Somebody saved it in between: it is no longer due, or the next run finds it. */
function unlessStale(error: unknown) {
  if (!(error instanceof Problem && error.code === 'stale')) throw error;
}
