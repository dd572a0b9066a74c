import { mediaRoles } from '../actor.ts';
import { commit } from '../aws/commit.ts';
import { withIdempotency } from '../aws/idempotency.ts';
import { read } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Records, Saving } from '../records.ts';
import { Asset, type AssetOutcome } from './asset.ts';

export async function findAsset(id: string): Promise<Asset | undefined> {
  const item = await read(keys.asset({ id }));
  return item && Asset.parse(item.record);
}

export async function getAsset(id: string): Promise<Asset> {
  const asset = await findAsset(id);
  if (!asset) throw new Problem('not-found', `There is no asset ${id}`);
  return asset;
}

/** Saves an asset with its fact. Throws `stale` when somebody saved it in between. */
export async function saveAsset(
  { asset, facts }: AssetOutcome,
  { by, at, answerItem }: Saving<Asset>,
): Promise<Asset> {
  const { id, version } = asset;
  await commit({
    head: { ...keys.asset(asset), version, record: asset },
    expectedVersion: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by, ...fact })),
    answer: answerItem?.(asset),
  });
  return asset;
}

/** How routes load, save and answer assets. */
export const assets: Records<Asset, AssetOutcome, Asset, Asset> = {
  kind: 'ast',
  path: '/api/media',
  roles: mediaRoles,
  output: Asset,
  get: getAsset,
  save: saveAsset,
  withIdempotency: (request, work) => withIdempotency(request, work, async (answer) => Asset.parse(answer)),
};
