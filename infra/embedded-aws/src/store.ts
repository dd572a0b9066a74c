import { EventEmitter } from 'node:events';
import { statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** The version of the table layout. A file with another one is refused. */
const layout = 1;

/** The file was written by a version of this package with another table layout. */
export class OtherLayout extends Error {
  override readonly name = 'OtherLayout';
}

/** The file is damaged. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

/** There is no room on the disk. Nothing of the write was kept. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

/** SQLite's result code for a full disk, or a file that may not grow: https://www.sqlite.org/rescode.html */
const isFull = (error: unknown) => (error as { errcode?: number }).errcode === 13;

type Waiting = { work: () => unknown; done: (value: never) => void; failed: (error: unknown) => void };

/**
 * The one file in which all services keep their state. A write is acknowledged once it is on disk; all writes of one
 * turn of the event loop share one sync to disk (group commit). While the disk is full, reads go on and writes throw
 * `NoRoom`; each write tries again.
 */
export class Store {
  readonly db: DatabaseSync;
  /** Emits whether there is room on the disk, whenever that changes. */
  readonly room = new EventEmitter<{ changed: [hasRoom: boolean] }>();
  /** Whether the last write that needed room found it. */
  hasRoom = true;
  private readonly statements = new Map<string, StatementSync>();
  private waiting: Waiting[] = [];

  /** Opens or creates the file, or `:memory:`. Throws if the file is damaged, in use or of another layout. */
  constructor(path: string) {
    this.db = new DatabaseSync(path, { timeout: 0 });
    this.db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    if (isCut(path, this.db)) throw new Damaged(`${path} has lost its end`);
    this.db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;');
    const found = Number(this.db.prepare('PRAGMA user_version').get()?.user_version);
    const isNew = this.db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    if (!isNew && found !== layout)
      throw new OtherLayout(`layout ${found} of ${path} is not layout ${layout}`);
    this.db.exec(`PRAGMA user_version = ${layout}`);
    const check = this.db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (check !== 'ok') throw new Damaged(String(check));
  }

  /** Writes all there is to a new file, from which another store can begin: see `beginWith`. */
  saveTo(file: string): void {
    this.db.prepare('VACUUM INTO ?').run(file);
  }

  /** Fills a store that is empty with what another one saved. Throws if it is not. */
  beginWith(file: string): void {
    if (this.db.prepare('SELECT 1 FROM sqlite_schema').get()) throw new Error('The store is not empty');
    this.db.prepare('ATTACH ? AS saved').run(file);
    const made = this.db
      .prepare(
        "SELECT type, name, sql FROM saved.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
      )
      .all() as { type: string; name: string; sql: string }[];
    const { table = [], index = [] } = Object.groupBy(made, ({ type }) => type);
    this.db.exec('BEGIN');
    for (const { name, sql } of table)
      this.db.exec(`${sql}; INSERT INTO main."${name}" SELECT * FROM saved."${name}"`);
    for (const { sql } of index) this.db.exec(sql);
    // A number that a row once had is not given again, even when the row is gone.
    if (table.some(({ sql }) => sql.includes('AUTOINCREMENT')))
      this.db.exec(
        'DELETE FROM main.sqlite_sequence; INSERT INTO main.sqlite_sequence SELECT * FROM saved.sqlite_sequence',
      );
    this.db.exec('COMMIT; DETACH saved');
  }

  /** A prepared statement, compiled once for each text. */
  sql(text: string): StatementSync {
    let statement = this.statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  /** Runs synchronous work in a transaction. Resolves when it is on disk; if the work throws, nothing is kept. */
  write<T>(work: () => T): Promise<T> {
    if (this.waiting.length === 0) setImmediate(() => this.flush());
    return new Promise<T>((done, failed) => this.waiting.push({ work, done, failed }));
  }

  close(): void {
    this.flush();
    this.db.close();
  }

  private flush() {
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    const settle: (() => void)[] = [];
    try {
      const before = this.hasRoom ? 0 : this.changes();
      this.sql('BEGIN IMMEDIATE').run();
      for (const { work, done, failed } of batch) {
        try {
          const value = this.attempt(work);
          settle.push(() => done(value as never));
        } catch (error) {
          // SQLite may have undone the whole transaction by itself.
          if (isFull(error)) throw error;
          settle.push(() => failed(error));
        }
      }
      const hasWritten = this.hasRoom || this.changes() > before;
      this.sql('COMMIT').run();
      if (hasWritten) this.note(true);
    } catch (error) {
      if (this.db.isOpen && this.db.isTransaction) this.db.exec('ROLLBACK');
      if (isFull(error)) this.note(false);
      const cause = isFull(error) ? new NoRoom('There is no room on the disk', { cause: error }) : error;
      for (const { failed } of batch) failed(cause);
      return;
    }
    for (const finish of settle) finish();
  }

  /** How many rows were written since the file was opened. */
  private changes() {
    return Number(this.sql('SELECT total_changes() AS rows').get()?.rows);
  }

  private note(hasRoom: boolean) {
    if (this.hasRoom === hasRoom) return;
    this.hasRoom = hasRoom;
    this.room.emit('changed', hasRoom);
  }

  private attempt(work: () => unknown) {
    this.sql('SAVEPOINT one').run();
    try {
      const value = work();
      this.sql('RELEASE one').run();
      return value;
    } catch (error) {
      if (isFull(error)) throw error;
      this.sql('ROLLBACK TO one').run();
      this.sql('RELEASE one').run();
      throw error;
    }
  }
}

/**
 * Whether the file and its log are too short for the pages they should hold. SQLite reads the missing rest of a page
 * as zeros, and its own check does not notice them within content.
 */
function isCut(path: string, db: DatabaseSync): boolean {
  const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count);
  const bytes = Number(db.prepare('PRAGMA page_size').get()?.page_size);
  return bytesOf(path) + bytesOf(`${path}-wal`) < pages * bytes;
}

const bytesOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
