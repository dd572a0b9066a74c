import { DatabaseSync, type StatementSync } from 'node:sqlite';

type Waiting = { work: () => unknown; done: (value: never) => void; failed: (error: unknown) => void };

/**
 * The one file in which the whole embedded cloud lives. A write is acknowledged only when it is on disk, and all
 * writes that arrive in one turn of the event loop share one sync to disk (group commit).
 */
export class Store {
  readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private waiting: Waiting[] = [];

  /** Opens or creates the file; `:memory:` keeps everything in memory. Throws if it is damaged or in use. */
  constructor(path: string) {
    this.db = new DatabaseSync(path, { timeout: 0 });
    this.db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;');
  }

  /** A prepared statement, compiled once. */
  sql(text: string): StatementSync {
    let statement = this.statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  /** Runs synchronous work that reads and writes; all of it is kept, durably, before this resolves, or none of it. */
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
      this.db.exec('BEGIN IMMEDIATE');
      for (const { work, done, failed } of batch) {
        try {
          const value = this.attempt(work);
          settle.push(() => done(value as never));
        } catch (error) {
          settle.push(() => failed(error));
        }
      }
      this.db.exec('COMMIT');
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      for (const { failed } of batch) failed(error);
      return;
    }
    for (const tell of settle) tell();
  }

  private attempt(work: () => unknown) {
    this.db.exec('SAVEPOINT one');
    try {
      const value = work();
      this.db.exec('RELEASE one');
      return value;
    } catch (error) {
      this.db.exec('ROLLBACK TO one; RELEASE one');
      throw error;
    }
  }
}
