import type { EventEmitter } from 'node:events';
import type { ServiceContext } from '../service.ts';
import type { Store } from '../store.ts';

export type Database = ServiceContext & { changed: EventEmitter<{ changed: [table: string] }> };

/** `part` is the number of a table or an index. An index has entries; `home` is the key of the item in its table. */
const layout = `
  CREATE TABLE IF NOT EXISTS dynamodb_table (id INTEGER PRIMARY KEY, name TEXT UNIQUE, definition TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS dynamodb_number (next INTEGER) STRICT;
  INSERT INTO dynamodb_number SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM dynamodb_number);
  CREATE TABLE IF NOT EXISTS dynamodb_item (part INTEGER, key BLOB, size INTEGER, expires INTEGER, item TEXT,
    PRIMARY KEY (part, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS dynamodb_expiry ON dynamodb_item (expires, part) WHERE expires IS NOT NULL;
  CREATE TABLE IF NOT EXISTS dynamodb_entry (part INTEGER, key BLOB, home BLOB, size INTEGER,
    PRIMARY KEY (part, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dynamodb_count (part INTEGER PRIMARY KEY, items INTEGER, bytes INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS dynamodb_stream (id INTEGER PRIMARY KEY, arn TEXT UNIQUE, label TEXT, name TEXT,
    view TEXT, keys TEXT, created INTEGER, closed INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS dynamodb_record (seq INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER, at INTEGER,
    event TEXT, keys TEXT, old TEXT, new TEXT, bytes INTEGER, actor TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS dynamodb_record_stream ON dynamodb_record (stream, seq);
  DROP TABLE IF EXISTS dynamodb_token; -- its successor also keeps the price of a replay
  CREATE TABLE IF NOT EXISTS dynamodb_transaction (caller TEXT, token TEXT, digest TEXT, reads TEXT, at INTEGER,
    PRIMARY KEY (caller, token)) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS dynamodb_transaction_age ON dynamodb_transaction (at);
`;

export const createTables = (store: Store) => store.db.exec(layout);

/** A number that no table, index or stream has had. */
export function takeNumber(store: Store): number {
  const taken = Number(store.sql('SELECT next FROM dynamodb_number').get()?.next);
  store.sql('UPDATE dynamodb_number SET next = ?').run(taken + 1);
  return taken;
}

/**
 * Runs synchronous work in one durable step, then emits `changed` for the tables whose streams it added to `touched`.
 */
export async function durably<T>(db: Database, work: (touched: Set<string>) => T): Promise<T> {
  const touched = new Set<string>();
  const done = await db.store.write(() => work(touched));
  for (const table of touched) db.changed.emit('changed', table);
  return done;
}
