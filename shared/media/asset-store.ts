import { mediaRoles } from '../actor.ts';
import { commit, erase } from '../aws/commit.ts';
import { withIdempotency } from '../aws/idempotency.ts';
import { type Position, read, readBetween, readList } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { type Key, keys, lists } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Records, Saving } from '../records.ts';
import { Asset, type AssetOutcome, removeAt, Use, type Withdrawn } from './asset.ts';

const { head: headKey, use: useKey } = keys.asset;

/** An asset; undefined also while the clock removes it. */
export async function findAsset(id: string): Promise<Asset | undefined> {
  const item = await read(headKey({ id }));
  const asset = item && Asset.parse(item.record);
  return asset?.state === 'removed' ? undefined : asset;
}

export async function getAsset(id: string): Promise<Asset> {
  const asset = await findAsset(id);
  if (!asset) throw new Problem('not-found', `There is no asset ${id}`);
  return asset;
}

/** An asset that was withdrawn, as its fact said. */
export async function getWithdrawn(id: string): Promise<Withdrawn> {
  const { withdrawal, ...asset } = await getAsset(id);
  if (!withdrawal) throw new Error(`${id} is not withdrawn`);
  return { ...asset, withdrawal };
}

/** An asset with everything that uses it, and the keys of its facts: its whole partition, in one query. */
export async function findWithUses(id: string): Promise<AssetWithUses | undefined> {
  const items = await readBetween(headKey.partition({ id }), keys.fact.prefix, `${useKey.prefix}~`);
  const head = items.find(({ sk }) => sk === headKey.sk);
  if (!head) return undefined;
  return {
    asset: Asset.parse(head.record),
    uses: items.filter(({ sk }) => sk.startsWith(useKey.prefix)).map(({ record }) => Use.parse(record)),
    beside: items.filter(({ sk }) => sk !== headKey.sk).map(({ pk, sk }) => ({ pk, sk })),
  };
}
export type AssetWithUses = { asset: Asset; uses: Use[]; beside: Key[] };

/** Saves an asset with its fact. Throws `stale` when somebody saved it in between. */
export async function saveAsset(
  { asset, facts }: AssetOutcome,
  { by, at, answerItem }: Saving<Asset>,
): Promise<Asset> {
  const { id, version } = asset;
  const due = removeAt(asset);
  await commit({
    head: {
      ...headKey(asset),
      version,
      ...(due === undefined ? {} : { list: lists.unused({}), at: due }),
      record: asset,
    },
    expectedVersion: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by, ...fact })),
    answer: answerItem?.(asset),
  });
  return asset;
}

/** The most assets that the clock looks at in one run. */
const most = 1_000;

/** Ids of assets that the clock is to look at, those that are due first coming first. */
export async function findUnused(at: string): Promise<string[]> {
  const ids: string[] = [];
  let from: Position | undefined;
  do {
    const range = { limit: 100, newestFirst: false, until: at, from };
    const { items, next } = await readList(lists.unused({}), range);
    ids.push(...items.map(({ pk }) => headKey.inPk(pk).id));
    from = next;
  } while (from && ids.length < most);
  return ids;
}

/** Deletes an asset's record with its facts. Throws `stale` when somebody saved it in between. */
export const eraseAsset = ({ asset, beside }: AssetWithUses): Promise<void> =>
  erase({ ...headKey(asset), version: asset.version }, beside);

/** How routes load, save and answer assets. */
export const assets: Records<Asset, AssetOutcome, Asset, Asset> = {
  kind: 'ast',
  path: '/api/media',
  roles: mediaRoles,
  who: (step) => (step === 'withdraw' ? ['publisher', 'its uploader as an ad-manager'] : undefined),
  output: Asset,
  get: getAsset,
  save: saveAsset,
  withIdempotency: (request, work) => withIdempotency(request, work, async (answer) => Asset.parse(answer)),
};
