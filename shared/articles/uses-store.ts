import { readAllUnder, readMany } from '../aws/table.ts';
import { ifStanding, put, transact, transactIf } from '../aws/transact.ts';
import { articleId } from '../id-forms.ts';
import { type Item, keys } from '../keys.ts';
import { Asset, Use } from '../media/asset.ts';
import type { FieldProblem } from '../problem.ts';
import type { Article } from './article.ts';
import { getContent } from './copy-store.ts';
import type { Live } from './live.ts';
import { untoldIn } from './pictures.ts';
import { mostOfACopy } from './uses.ts';

/** What keeps an article's copy from being submitted: see `untoldIn`. Copy without pictures is not read for it. */
export const untoldOf = async ({ id, copyVersion, pictures }: Article): Promise<FieldProblem[]> =>
  pictures ? untoldIn(await getContent(id, copyVersion)) : [];

/**
 * Writes the uses that do not fit into a save's transaction, and returns those that do. They are written before it: no
 * copy shows a picture that the library may remove.
 */
export async function putUsesBefore(puts: readonly Item[]): Promise<Item[]> {
  for (let from = mostOfACopy; from < puts.length; from += 100)
    await transact(puts.slice(from, from + 100).map((item) => put(item)));
  return puts.slice(0, mostOfACopy);
}

/** Of the pictures that an article shows, those of which readers do not have everything yet. In one request. */
export async function findUncleared(article: Pick<Live, 'id'>, assets: readonly string[]): Promise<string[]> {
  if (assets.length === 0) return [];
  const wanted = assets.flatMap((id) => [keys.asset.head({ id }), keys.asset.use({ id, user: article.id })]);
  const items = await readMany(wanted);
  const recordAt = (key: { pk: string; sk: string }) =>
    items.find(({ pk, sk }) => pk === key.pk && sk === key.sk)?.record;
  return assets.filter((id) => {
    const asset = Asset.safeParse(recordAt(keys.asset.head({ id }))).data;
    const use = Use.safeParse(recordAt(keys.asset.use({ id, user: article.id }))).data;
    return asset?.path === undefined || !use?.isCleared;
  });
}

/** The articles that say they use a picture, whatever readers have of them. */
export async function findUsers(asset: string): Promise<string[]> {
  const { use } = keys.asset;
  const items = await readAllUnder(use.partition({ id: asset }), use.prefix);
  return items.map(({ sk }) => use.inSk(sk).user).filter((user) => articleId.test(user));
}

/**
 * Says that readers get a picture, as long as they have the article and the picture is ready. False when one of them was
 * withdrawn.
 */
export const clearUse = ({ id, state }: Pick<Live, 'id' | 'state'>, asset: string): Promise<boolean> =>
  transactIf([
    put({ ...keys.asset.use({ id: asset, user: id }), record: { isCleared: true } }),
    ifStanding({ key: keys.asset.head({ id: asset }), state: 'ready' }),
    ifStanding({ key: keys.article.live({ id }), state }),
  ]);
