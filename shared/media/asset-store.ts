import * as z from 'zod';
import { mediaRoles } from '../actor.ts';
import { commit, erase, eraseBeside } from '../aws/commit.ts';
import { withIdempotency } from '../aws/idempotency.ts';
import {
  type Position,
  read,
  readAllUnder,
  readBetween,
  readList,
  readMany,
  sayUnreadable,
} from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { type Item, type Key, keys, lists } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Records, Saving } from '../records.ts';
import { settleAll } from '../settle-all.ts';
import {
  Asset,
  AssetInUse,
  type AssetOutcome,
  mayRead,
  removeAt,
  shownOf,
  Use,
  type Users,
  type Withdrawn,
} from './asset.ts';
import { Description, type Shown } from './picture.ts';

const { head: headKey, use: useKey, until: untilKey, unused: unusedKey, sameFile } = keys.asset;

/**
 * An asset. Each field that cannot be read is left out and said in the log, and each of what people say of it: whoever
 * withdraws it, and the clock that ends its rights, need hardly any. Throws where too little is left.
 */
function assetIn(item: Item): Asset {
  const { success, data, error } = Asset.safeParse(item.record);
  if (success) return data;
  sayUnreadable(item, error);
  const { description, ...fields } = fieldsIn(Asset.shape, item.record, ['description']);
  const said = description === undefined ? {} : { description: fieldsIn(Description.shape, description) };
  return Asset.parse({ ...fields, ...said });
}

/** The fields of a record that can be read, and those named as they are. */
function fieldsIn(
  shape: z.ZodRawShape,
  record: unknown,
  asIs: readonly string[] = [],
): Record<string, unknown> {
  const given = Object(record) as Record<string, unknown>;
  const fields = Object.entries(shape).filter(
    ([name, field]) => asIs.includes(name) || z.safeParse(field, given[name]).success,
  );
  return Object.fromEntries(fields.flatMap(([name]) => (name in given ? [[name, given[name]]] : [])));
}

/** An asset; undefined also while the clock removes it. */
export async function findAsset(id: string): Promise<Asset | undefined> {
  const item = await read(headKey({ id }));
  const asset = item && assetIn(item);
  return asset?.state === 'removed' ? undefined : asset;
}

/** Assets by id; those that do not exist, that the clock removes, or of which too little can be read, are missing. */
export async function findAssets(ids: readonly string[]): Promise<Map<string, Asset>> {
  const items = ids.length > 0 ? await readMany([...new Set(ids)].map((id) => headKey({ id }))) : [];
  const found = items.flatMap((item) => {
    try {
      return assetIn(item);
    } catch {
      return [];
    }
  });
  return new Map(found.filter(({ state }) => state !== 'removed').map((asset) => [asset.id, asset]));
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
  const used = items.filter(({ sk }) => sk.startsWith(useKey.prefix));
  return {
    asset: assetIn(head),
    uses: used.map(({ record }) => Use.parse(record)),
    users: usersIn(used),
    beside: items.filter(({ sk }) => sk !== headKey.sk).map(({ pk, sk }) => ({ pk, sk })),
  };
}
export type AssetWithUses = { asset: Asset; uses: Use[]; users: Users; beside: Key[] };

const usersIn = (items: readonly Item[]): Users => {
  const ids = items.map(({ sk }) => useKey.inSk(sk).user);
  return {
    articles: ids.filter((id) => id.startsWith('art_')),
    lineItems: ids.filter((id) => id.startsWith('ad_')),
  };
};

/** What uses an asset: the ids of articles and of line items, cleared or not. */
export const findUsers = async (id: string): Promise<Users> =>
  usersIn(await readAllUnder(useKey.partition({ id }), useKey.prefix));

/** Of the assets that an article used, those that readers can still get and nothing else uses. */
export async function findLeftBy(article: string, assets: readonly string[]): Promise<string[]> {
  const found = await settleAll(assets.map(findWithUses));
  return found.flatMap((one) => {
    if (one?.asset.state !== 'ready' || one.asset.path === undefined) return [];
    const { articles, lineItems } = one.users;
    return [...articles, ...lineItems].every((user) => user === article) ? one.asset.id : [];
  });
}

/**
 * What pages need to show pictures, by asset, in one request. Missing are those that readers may not get, or cannot yet;
 * with `alsoPrivate`, for people of the newsroom, those that they will get are there.
 */
export async function findShown(ids: readonly string[], alsoPrivate = false): Promise<Map<string, Shown>> {
  const assets = [...(await findAssets(ids)).values()];
  const shown = assets.filter(({ path }) => alsoPrivate || path !== undefined).map(shownOf);
  return new Map(shown.filter((one) => one !== undefined).map((one) => [one.asset, one]));
}

/**
 * Saves an asset with its fact. Throws `stale` when somebody saved it in between, or another picture of the same file that
 * claims to be the first.
 */
export async function saveAsset(
  { asset, facts, isFirst = false }: AssetOutcome,
  { by, at, answerItem }: Saving<Asset>,
): Promise<Asset> {
  const { id, version, kind, hash } = asset;
  const { place, ...beside } = kind === 'picture' ? placesOf(asset) : { place: dueOf(asset) };
  await commit({
    head: { ...headKey(asset), version, ...place, record: asset },
    expectedVersion: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by, ...fact })),
    ...beside,
    replaces:
      isFirst && hash ? [{ item: { ...sameFile({ hash }), record: { id } }, expectedVersion: 0 }] : [],
    answer: answerItem?.(asset),
  });
  return asset;
}

/** Where an asset stands on the list of what may be removed; nowhere when it is to stay. */
function dueOf(asset: Asset): Pick<Item, 'list' | 'at'> | undefined {
  const due = removeAt(asset);
  return due === undefined ? undefined : { list: lists.unused({}), at: due };
}

/** A picture is on the list of the library: items beside it stand on those of the clock. */
function placesOf(asset: Asset) {
  const { state, version, checkedAt, description } = asset;
  const isListed = (state === 'ready' || state === 'expired') && checkedAt !== undefined;
  const until = state === 'ready' ? description?.rights?.until : undefined;
  const clocks = [
    { key: unusedKey(asset), on: dueOf(asset) },
    { key: untilKey(asset), on: until === undefined ? undefined : { list: lists.lapsing({}), at: until } },
  ];
  return {
    place: isListed ? { list: lists.pictures({}), at: checkedAt } : undefined,
    puts: clocks.flatMap(({ key, on }) => (on ? [{ ...key, ...on, record: {} }] : [])),
    deletes: version === 1 ? [] : clocks.flatMap(({ key, on }) => (on ? [] : [key])),
  };
}

/** The first picture that was made of a file, by its hash; undefined also when it was removed. */
export async function findSameFile(hash: string): Promise<string | undefined> {
  const item = await read(sameFile({ hash }));
  return item && z.object({ id: z.string() }).parse(item.record).id;
}

/** The most assets that the clock looks at in one run. */
const most = 1_000;

/** Ids of assets that may be removed by now, those that are due first coming first. */
export const findUnused = (at: string) => findDue(lists.unused({}), at);

/** Ids of pictures to which the rights are over by now, those that are due first coming first. */
export const findLapsed = (at: string) => findDue(lists.lapsing({}), at);

async function findDue(list: string, at: string): Promise<string[]> {
  const ids: string[] = [];
  let from: Position | undefined;
  do {
    const range = { limit: 100, newestFirst: false, until: at, from };
    const { items, next } = await readList(list, range);
    ids.push(...items.map(({ pk }) => headKey.inPk(pk).id));
    from = next;
  } while (from && ids.length < most);
  return ids;
}

/** The most items that one transaction deletes beside the record. */
const atOnce = 90;

/**
 * Deletes an asset's record with its facts, the record last. Throws `stale` when somebody saved it in between.
 */
export async function eraseAsset({ asset, beside }: AssetWithUses): Promise<void> {
  const { hash, sameAs, version } = asset;
  const isFirst = hash !== undefined && sameAs === undefined;
  const all = [...beside, ...(isFirst ? [sameFile({ hash })] : [])];
  const before = Math.max(0, all.length - atOnce);
  for (let from = 0; from < before; from += atOnce)
    await eraseBeside({ key: headKey(asset), version }, all.slice(from, Math.min(from + atOnce, before)));
  await erase({ ...headKey(asset), version }, all.slice(before));
}

const who: Record<string, readonly string[]> = {
  withdraw: ['publisher', 'its uploader as an ad-manager'],
  describe: ['its uploader', 'editor', 'publisher'],
};

/** How routes load, save and answer assets. */
export const assets: Records<Asset, AssetOutcome, Asset, Asset> = {
  kind: 'ast',
  path: '/api/media',
  roles: mediaRoles,
  who: (step) => who[step],
  output: Asset,
  get: getAsset,
  mayRead,
  save: saveAsset,
  withIdempotency: (request, work) => withIdempotency(request, work, async (answer) => Asset.parse(answer)),
};

/**
 * The same of who asks to upload: a repeat is answered as the asset is now. Throws `wrong-state` when it was withdrawn, and
 * `not-found` when it was removed: no file is taken for it any more.
 */
export const uploads: Records<Asset, AssetOutcome, Asset, Asset> = {
  ...assets,
  withIdempotency: (request, work) =>
    withIdempotency(request, work, async (answer) => {
      const asset = await getAsset(Asset.parse(answer).id);
      const { id, state, version } = asset;
      if (state === 'withdrawn')
        throw new Problem('wrong-state', `${id} was withdrawn: ask to upload another file`, {
          state,
          version,
        });
      return asset;
    }),
};

/** An asset with what uses it. Throws `not-found`. */
export async function getInUse(id: string): Promise<AssetInUse> {
  const found = await findWithUses(id);
  if (!found || found.asset.state === 'removed') throw new Problem('not-found', `There is no asset ${id}`);
  return { ...found.asset, users: found.users };
}

const inUse = async (asset: Asset): Promise<AssetInUse> => ({ ...asset, users: await findUsers(asset.id) });

/** The same, answered with what uses them. */
export const assetsInUse: Records<Asset, AssetOutcome, AssetInUse, Asset> = {
  ...assets,
  output: AssetInUse,
  save: async (outcome, saving) => inUse(await saveAsset(outcome, saving)),
  withIdempotency: (request, work) =>
    withIdempotency(request, work, async (answer) => inUse(Asset.parse(answer))),
};
