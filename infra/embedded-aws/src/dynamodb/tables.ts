import { account, region } from '../service.ts';
import type { Store } from '../store.ts';
import { notFound } from './faults.ts';
import type { Table } from './schema.ts';

export const tableArn = (name: string) => `arn:aws:dynamodb:${region}:${account}:table/${name}`;

/** The name of a table, which may be given by its name or its ARN. */
export const tableName = (nameOrArn: string) =>
  nameOrArn.startsWith(tableArn('')) ? nameOrArn.slice(tableArn('').length) : nameOrArn;

// The keys are the stored definitions themselves, so no entry is ever outdated.
const parsed = new Map<string, Table>();

export function findTable(store: Store, name: string): Table | undefined {
  const definition = store.sql('SELECT definition FROM dynamodb_table WHERE name = ?').get(name)?.definition;
  return typeof definition === 'string' ? parse(definition) : undefined;
}

/** The table of an operation on tables. If it does not exist, the error names it. */
export function getTable(store: Store, name: string): Table {
  const table = findTable(store, name);
  if (table) return table;
  throw notFound(`Table: ${name} not found`);
}

/** The table of an operation on items. If it does not exist, the error does not name it, as in DynamoDB. */
export function getItemTable(store: Store, name: string): Table {
  const table = findTable(store, name);
  if (table) return table;
  throw notFound();
}

/** The table names after the given one, in alphabetical order. */
export const tableNames = (store: Store, after: string, limit: number): string[] =>
  store
    .sql('SELECT name FROM dynamodb_table WHERE name > ? ORDER BY name LIMIT ?')
    .all(after, limit)
    .map(({ name }) => String(name));

export function saveTable(store: Store, table: Table) {
  store
    .sql(
      'INSERT INTO dynamodb_table VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET definition = excluded.definition',
    )
    .run(table.id, table.name, JSON.stringify(table));
}

export function dropTable(store: Store, table: Table) {
  store.sql('DELETE FROM dynamodb_table WHERE id = ?').run(table.id);
  store.sql('DELETE FROM dynamodb_item WHERE part = ?').run(table.id);
  dropCount(store, table.id);
  for (const index of table.indexes) dropIndex(store, index.id);
}

export function dropIndex(store: Store, part: number) {
  store.sql('DELETE FROM dynamodb_entry WHERE part = ?').run(part);
  dropCount(store, part);
}

const dropCount = (store: Store, part: number) =>
  store.sql('DELETE FROM dynamodb_count WHERE part = ?').run(part);

function parse(definition: string): Table {
  const known = parsed.get(definition);
  if (known) return known;
  if (parsed.size > 200) parsed.clear();
  const table = JSON.parse(definition) as Table;
  parsed.set(definition, table);
  return table;
}
