import type { Aws, Clock, Store } from 'embedded-aws';
import { type Lambda, maxPayload } from './lambda/lambda.ts';

export type World = { aws: Aws; lambda: Pick<Lambda, 'invoke'>; clock: Clock; store: Store };

/** What an event has beside its records, and between them, at most. */
const envelope = 100;

/** Records in parts that an event has room for, in order: as many in each as may be. */
export function inEvents<T>(records: readonly T[]): T[][] {
  const events: T[][] = [];
  let room = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (size > room) {
      events.push([]);
      room = maxPayload - envelope;
    }
    events.at(-1)?.push(record);
    room -= size;
  }
  return events;
}

/**
 * One event source: `poll` handles everything that is due and returns when to poll next (milliseconds since the epoch),
 * if it knows. `onWork` subscribes to new work and returns how to unsubscribe.
 */
export type Source = {
  name: string;
  poll: () => Promise<number | undefined>;
  onWork: (wake: () => void) => () => void;
};

/** What a function answers to a batch: the items that it could not handle. */
export type BatchAnswer = { batchItemFailures?: { itemIdentifier: string }[] } | null | undefined;

export const makeCheckpoints = ({ db }: Store) =>
  db.exec(
    'CREATE TABLE IF NOT EXISTS checkpoints (source TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID',
  );

/** How far a source has come, as it noted it last. */
export function checkpointOf(store: Store, source: string): string | undefined {
  const at = store.sql('SELECT at FROM checkpoints WHERE source = ?').get(source)?.at;
  return at === undefined ? undefined : String(at);
}

/** Must be called inside `store.write`. */
export const putCheckpoint = (store: Store, source: string, at: string) =>
  store
    .sql('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at')
    .run(source, at);
