import type { Actor } from '../articles/article.ts';
import { answerOnce, type Mark, type Request } from '../aws/answers.ts';
import { commit, read } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { Problem } from '../problem.ts';
import { Asset, type AssetOutcome } from './asset.ts';

const keyOf = (id: string) => ({ pk: `ASSET#${id}`, sk: 'HEAD' });

export async function findAsset(id: string): Promise<Asset | undefined> {
  const item = await read(keyOf(id));
  return item && Asset.parse(item.record);
}

export async function getAsset(id: string): Promise<Asset> {
  const asset = await findAsset(id);
  if (!asset) throw new Problem('not-found', `There is no asset ${id}`);
  return asset;
}

/** Saves an asset with its fact, unless somebody saved it in between (`stale`). */
export async function saveAsset(
  { asset, facts }: AssetOutcome,
  { by, at, once }: Pick<Actor, 'by' | 'at'> & { once?: Mark<Asset> | undefined },
): Promise<Asset> {
  const { id, version } = asset;
  await commit({
    head: { ...keyOf(id), version, record: asset },
    seen: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `${id}@${version}`, at, by, ...fact })),
    once: once?.(asset),
  });
  return asset;
}

/** Does the work of a request once; a repeat gets the first answer. */
export const assetOnce = (
  request: Request | undefined,
  work: (mark?: Mark<Asset>) => Promise<Asset>,
): Promise<Asset> => answerOnce(request, work, async (answer) => Asset.parse(answer));
