import { system } from '../actor.ts';
import { Problem } from '../problem.ts';
import { settleInTurn } from '../settle-all.ts';
import { expire, isOver } from './asset.ts';
import { findAsset, findLapsed, saveAsset } from './asset-store.ts';

/** Takes every picture from readers to which the rights are over. A failure does not stop the others. */
export async function removeLapsed(at: string): Promise<void> {
  const ids = await findLapsed(at);
  await settleInTurn(ids.map((id) => () => removeOne(id, at)));
}

/** If somebody saved it meanwhile, their change wins: it is no longer due, or the next run finds it. */
async function removeOne(id: string, at: string) {
  const asset = await findAsset(id);
  if (asset?.state !== 'ready' || !isOver(asset, at)) return;
  await saveAsset(expire(asset), system('clock', at)).catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === 'stale')) throw error;
  });
}
