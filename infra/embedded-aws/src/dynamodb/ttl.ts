import { type Database, durably } from './database.ts';
import { replaceRow, storedRow } from './rows.ts';
import type { Table } from './schema.ts';
import { retention } from './stream-records.ts';

const fiveYears = 5 * 365 * 24 * 60 * 60;
const batch = 500;
const service = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/**
 * Deletes expired items, up to 500 a step so that other writes are not held up, and stream records older than a day.
 * As in AWS, items that expired more than five years ago are kept.
 */
export async function expire(db: Database): Promise<number> {
  let deleted = 0;
  for (;;) {
    const some = await durably(db, (touched) => expireSome(db, touched));
    deleted += some;
    if (some < batch) break;
  }
  await db.store.write(() => trim(db));
  return deleted;
}

function expireSome(db: Database, touched: Set<string>): number {
  const now = Math.floor(db.clock.now() / 1000);
  const due = db.store
    .sql(
      `SELECT definition, key, size, item FROM dynamodb_item JOIN dynamodb_table ON id = part
       WHERE expires < ? AND expires > ? LIMIT ?`,
    )
    .all(now, now - fiveYears, batch);
  for (const row of due) {
    const table = JSON.parse(String(row.definition)) as Table;
    replaceRow(db, table, Buffer.from(row.key as Uint8Array), storedRow(row), undefined, touched, service);
  }
  return due.length;
}

function trim({ store, clock }: Database) {
  const before = Math.floor(clock.now()) - retention;
  // Positions rise with time, so only the first record that stays has to be found.
  store
    .sql(
      `DELETE FROM dynamodb_record WHERE seq <
       coalesce((SELECT seq FROM dynamodb_record WHERE at >= ? ORDER BY seq LIMIT 1), 9e18)`,
    )
    .run(before);
  store.sql('DELETE FROM dynamodb_stream WHERE closed < ?').run(before);
}
