import type { Store } from '../store.ts';
import { type Attributes, parseItem, sameAttributes } from './attribute.ts';
import { type Charge, tableCharge, writeUnits } from './capacity.ts';
import type { Database } from './database.ts';
import { sizeOfItem } from './item-size.ts';
import { only } from './key-check.ts';
import { entryOf } from './keys.ts';
import type { Row } from './row.ts';
import { entryParts, type Index, type Table } from './schema.ts';
import { type Actor, recordChange } from './stream-records.ts';

/** A row of the store. */
export function storedRow({ item, size }: Record<string, unknown>): Row {
  const json = String(item);
  return { item: parseItem(json), size: Number(size), json };
}

export function findRow(store: Store, table: Table, itemKey: Buffer): Row | undefined {
  const found = store
    .sql('SELECT size, item FROM dynamodb_item WHERE part = ? AND key = ?')
    .get(table.id, itemKey);
  return found && storedRow(found);
}

/**
 * Replaces `old` with `next`, either of which may be undefined: the item, its index entries, the counts and the stream
 * record. Must be called inside `store.write`. Returns the units it consumes.
 */
export function replaceRow(
  db: Database,
  table: Table,
  itemKey: Buffer,
  old: Row | undefined,
  next: Row | undefined,
  touched: Set<string>,
  actor?: Actor,
): Charge {
  const charge = tableCharge(writeUnits(Math.max(old?.size ?? 0, next?.size ?? 0)));
  if (isSame(old, next)) return charge;
  const { store } = db;
  if (next)
    store
      .sql('INSERT OR REPLACE INTO dynamodb_item VALUES (?, ?, ?, ?, ?)')
      .run(table.id, itemKey, next.size, expiryOf(table, next.item), next.json);
  else store.sql('DELETE FROM dynamodb_item WHERE part = ? AND key = ?').run(table.id, itemKey);
  count(store, table.id, (next ? 1 : 0) - (old ? 1 : 0), (next?.size ?? 0) - (old?.size ?? 0));
  for (const index of table.indexes) {
    const units = replaceEntry(store, table, index, itemKey, old, next);
    if (units > 0) charge.indexes.set(index.name, units);
  }
  if (table.stream) {
    recordChange(db, table, table.stream, old, next, actor);
    touched.add(table.name);
  }
  return charge;
}

const isSame = (old: Row | undefined, next: Row | undefined) =>
  old && next ? old.size === next.size && sameAttributes(old.item, next.item) : old === next;

/** When an item expires, in epoch seconds; null if never. */
export function expiryOf({ expiry }: Table, item: Attributes): number | null {
  const value = expiry === undefined ? undefined : item[expiry];
  const seconds = value && 'N' in value ? Math.floor(Number(value.N)) : Number.NaN;
  return Number.isSafeInteger(seconds) ? seconds : null;
}

/** The attributes of an item that an index projects. */
export function projected(table: Table, index: Index, item: Attributes): Attributes {
  if (index.projection === 'ALL') return item;
  return only(item, [...entryParts(table, index).map(({ name }) => name), ...index.included]);
}

export function addEntry(store: Store, table: Table, index: Index, itemKey: Buffer, row: Row): boolean {
  const key = entryOf(row.item, index.key, itemKey);
  if (!key) return false;
  const { size } = entryRow(table, index, row);
  putEntry(store, index, key, itemKey, size);
  count(store, index.id, 1, size);
  return true;
}

function replaceEntry(
  store: Store,
  table: Table,
  index: Index,
  itemKey: Buffer,
  old: Row | undefined,
  next: Row | undefined,
): number {
  const from = old && entryOf(old.item, index.key, itemKey);
  const to = next && entryOf(next.item, index.key, itemKey);
  const before = from && entryRow(table, index, old);
  const then = to && entryRow(table, index, next);
  if (from && to && from.equals(to)) {
    if (before && then && sameAttributes(before.item, then.item)) return 0;
    putEntry(store, index, to, itemKey, then?.size ?? 0);
    count(store, index.id, 0, (then?.size ?? 0) - (before?.size ?? 0));
    return writeUnits(Math.max(before?.size ?? 0, then?.size ?? 0));
  }
  if (from) store.sql('DELETE FROM dynamodb_entry WHERE part = ? AND key = ?').run(index.id, from);
  if (to) putEntry(store, index, to, itemKey, then?.size ?? 0);
  if (from || to)
    count(store, index.id, (to ? 1 : 0) - (from ? 1 : 0), (then?.size ?? 0) - (before?.size ?? 0));
  return (before ? writeUnits(before.size) : 0) + (then ? writeUnits(then.size) : 0);
}

type Entry = Pick<Row, 'item' | 'size'>;

function entryRow(table: Table, index: Index, row: Row): Entry {
  if (index.projection === 'ALL') return row;
  const item = projected(table, index, row.item);
  return { item, size: sizeOfItem(item) };
}

const putEntry = (store: Store, index: Index, key: Buffer, itemKey: Buffer, size: number) =>
  store.sql('INSERT OR REPLACE INTO dynamodb_entry VALUES (?, ?, ?, ?)').run(index.id, key, itemKey, size);

function count(store: Store, part: number, items: number, bytes: number) {
  if (items === 0 && bytes === 0) return;
  store
    .sql(
      'INSERT INTO dynamodb_count VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET items = items + excluded.items, bytes = bytes + excluded.bytes',
    )
    .run(part, items, bytes);
}
