import type { Store } from '../store.ts';
import { type Attributes, parseItem } from './attribute.ts';
import { type Charge, readUnits } from './capacity.ts';
import type { Condition } from './condition.ts';
import { holds } from './evaluation.ts';
import { invalid } from './faults.ts';
import { checkKeyPart, only } from './key-check.ts';
import { entryOf, keyOf, type Range } from './keys.ts';
import { projected } from './rows.ts';
import { entryParts, type Index, keyNames, partsOf, type Table } from './schema.ts';

const maxPage = 1024 * 1024;

export type PageRequest = {
  table: Table;
  index: Index | undefined;
  range: Range;
  backward?: boolean;
  limit: number | undefined;
  filter: Condition | undefined;
  consistent: boolean;
  /** Whether to return whole items from the table instead of what the index projects. */
  whole: boolean;
};

export type Page = { items: Attributes[]; scanned: number; lastKey: Attributes | undefined; charge: Charge };

/** Reads items in key order up to the limit or a megabyte, and returns those that pass the filter. */
export function readPage(store: Store, ask: PageRequest): Page {
  const { table, index, limit, filter, whole, consistent } = ask;
  const items: Attributes[] = [];
  let scanned = 0;
  let size = 0;
  let fetched = 0;
  let lastKey: Attributes | undefined;
  for (const row of rowsIn(store, ask)) {
    const item = parseItem(String(row.item));
    const shown = index && !whole ? projected(table, index, item) : item;
    scanned++;
    size += Number(row.size);
    if (index && whole) fetched += readUnits(Number(row.full), consistent);
    if (!filter || holds(filter, shown)) items.push(shown);
    if (scanned === limit || size >= maxPage) {
      lastKey = only(item, cursorNames(table, index));
      break;
    }
  }
  const units = readUnits(size, consistent);
  const charge: Charge = index
    ? { table: fetched, indexes: new Map([[index.name, units]]) }
    : { table: units, indexes: new Map() };
  return { items, scanned, lastKey, charge };
}

/** The rest of a range after a cursor, whose item need not exist any more. */
export function resume(
  range: Range,
  cursor: Attributes,
  table: Table,
  index: Index | undefined,
  backward: boolean,
): Range & { at: Buffer } {
  const names = cursorNames(table, index);
  if (Object.keys(cursor).length !== names.length || names.some((name) => cursor[name] === undefined))
    throw invalid(
      index
        ? 'The provided starting key is invalid'
        : 'The provided starting key is invalid: The provided key element does not match the schema',
    );
  for (const key of index ? [index.key, table.key] : [table.key])
    for (const part of partsOf(key)) checkKeyPart(cursor[part.name], part, part === key.hash);
  const itemKey = keyOf(cursor, table.key);
  const at = index ? (entryOf(cursor, index.key, itemKey) ?? itemKey) : itemKey;
  return backward
    ? { from: range.from, to: at, at }
    : { from: Buffer.concat([at, Buffer.from([0])]), to: range.to, at };
}

export const covers = ({ from, to }: Range, key: Buffer) =>
  Buffer.compare(from, key) <= 0 && Buffer.compare(key, to) < 0;

const cursorNames = (table: Table, index: Index | undefined): string[] =>
  index ? entryParts(table, index).map(({ name }) => name) : keyNames(table.key);

function rowsIn(store: Store, { table, index, range, backward, limit }: PageRequest) {
  const order = backward ? 'DESC' : 'ASC';
  if (!index)
    return store
      .sql(
        `SELECT size, item FROM dynamodb_item WHERE part = ? AND key >= ? AND key < ? ORDER BY key ${order} LIMIT ?`,
      )
      .iterate(table.id, range.from, range.to, limit ?? -1);
  return store
    .sql(
      `SELECT e.size AS size, i.size AS full, item FROM dynamodb_entry e CROSS JOIN dynamodb_item i
       WHERE e.part = ? AND e.key >= ? AND e.key < ? AND i.part = ? AND i.key = e.home ORDER BY e.key ${order} LIMIT ?`,
    )
    .iterate(index.id, range.from, range.to, table.id, limit ?? -1);
}
