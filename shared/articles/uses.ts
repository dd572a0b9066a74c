import { type Fact, withdrawals } from '../events.ts';
import { type Item, type Key, keys } from '../keys.ts';
import type { Article } from './article.ts';
import type { Content } from './content.ts';
import { assetsIn } from './pictures.ts';

/** What a save says of the pictures that an article uses: the assets that it then uses, and the items that say so. */
export type UseChanges = { pictures: string[]; puts: Item[]; deletes: Key[] };

/**
 * A transaction takes a hundred items. With a copy only the article and its facts are saved; a publication and a
 * withdrawal also move an article of twenty tags and ten authors from sixty lists to others.
 */
export const mostOfACopy = 80;
const mostBesideLists = 30;

/**
 * Copy in work says which assets it uses, so that the library keeps them; whoever publishes it says that readers get
 * them. What no copy in work or before readers shows any more is given up at publication. What does not fit into the
 * transaction stays used, and goes with the next one.
 */
export function useChanges(
  article: Article,
  facts: readonly Fact[],
  copy: Content | undefined,
  isSaved: boolean,
): UseChanges {
  const { id, pictures: used = [] } = article;
  const use = (asset: string) => keys.asset.use({ id: asset, user: id });
  const types = new Set(facts.map(({ type }) => type));
  const shown = copy && (isSaved || types.has('article.published')) ? assetsIn(copy) : used;
  const added = isSaved ? shown.filter((asset) => !used.includes(asset)) : [];
  const isKilled = types.has('article.killed');
  const isOver = types.has('article.published') || isKilled;
  const left = isOver
    ? used.filter((asset) => isKilled || !shown.includes(asset)).slice(0, mostBesideLists)
    : [];
  const isWithdrawn = !isKilled && withdrawals.some((type) => types.has(type));
  const hidden = isWithdrawn ? used.slice(0, mostBesideLists) : [];
  return {
    pictures: [...used, ...added].filter((asset) => !left.includes(asset)),
    puts: [...added, ...hidden].map((asset) => ({ ...use(asset), record: { isCleared: false } })),
    deletes: left.map(use),
  };
}
