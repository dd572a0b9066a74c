import type { Store } from '../store.ts';
import type { Attributes } from './attribute.ts';
import { only } from './key-check.ts';
import { partitionOf, wholePartition } from './keys.ts';
import type { Table } from './schema.ts';

export type CollectionMode = 'SIZE' | 'NONE';

/** The items with one partition key, and their size as a range of whole gigabytes. */
type ItemCollection = { ItemCollectionKey: Attributes; SizeEstimateRangeGB: [from: number, to: number] };

/** The table and the item (or its key) of a write. */
type Place = { table: Table; item: Attributes };

/** The item collection that a write changed. Only tables with a local index have them. */
export function collectionAt(
  store: Store,
  mode: CollectionMode,
  { table, item }: Place,
): ItemCollection | undefined {
  const local = table.indexes.filter(({ scope }) => scope === 'local');
  if (mode === 'NONE' || local.length === 0) return undefined;
  const { name } = table.key.hash;
  const { from, to } = wholePartition(partitionOf(item[name]));
  const sizeIn = (kind: 'item' | 'entry', part: number) =>
    Number(
      store
        .sql(`SELECT total(size) AS size FROM dynamodb_${kind} WHERE part = ? AND key >= ? AND key < ?`)
        .get(part, from, to)?.size,
    );
  const bytes = local.reduce((sum, index) => sum + sizeIn('entry', index.id), sizeIn('item', table.id));
  const gigabytes = Math.floor(bytes / 2 ** 30);
  return { ItemCollectionKey: only(item, [name]), SizeEstimateRangeGB: [gigabytes, gigabytes + 1] };
}

/** The item collections that several writes changed, by table; undefined if there are none. */
export function collectionsAt(
  store: Store,
  mode: CollectionMode,
  places: Place[],
): Record<string, ItemCollection[]> | undefined {
  const found: Record<string, ItemCollection[]> = {};
  const seen = new Set<string>();
  for (const place of places) {
    const { hash } = place.table.key;
    const name = `${place.table.id} ${JSON.stringify(place.item[hash.name])}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const collection = collectionAt(store, mode, place);
    if (collection) found[place.table.name] = [...(found[place.table.name] ?? []), collection];
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
