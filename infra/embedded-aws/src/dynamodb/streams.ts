import type { Store } from '../store.ts';
import { takeNumber } from './database.ts';
import type { Table, TableStream, ViewType } from './schema.ts';

/** A stream with its one shard, open or closed. Times are milliseconds since the epoch. */
export type Stream = {
  id: number;
  arn: string;
  label: string;
  table: string;
  view: ViewType;
  keys: string;
  createdAt: number;
  closedAt?: number;
};

/** Opens a new stream for a table, with an ARN it has not had before. */
export function openStream(store: Store, now: number, table: Table, view: ViewType): TableStream {
  let at = Math.floor(now);
  while (findStream(store, arnAt(table, at))) at++;
  const stream = { id: takeNumber(store), arn: arnAt(table, at), label: labelAt(at), view };
  store
    .sql('INSERT INTO dynamodb_stream VALUES (?, ?, ?, ?, ?, ?, ?, NULL)')
    .run(stream.id, stream.arn, stream.label, table.name, view, JSON.stringify(table.key), Math.floor(now));
  return stream;
}

const labelAt = (instant: number) => new Date(instant).toISOString().slice(0, -1);
const arnAt = ({ arn }: Table, instant: number) => `${arn}/stream/${labelAt(instant)}`;

/** Closes a stream. Its records can be read for another day. */
export const closeStream = (store: Store, now: number, stream: TableStream) =>
  store.sql('UPDATE dynamodb_stream SET closed = ? WHERE id = ?').run(Math.floor(now), stream.id);

export function findStream(store: Store, arn: string): Stream | undefined {
  const found = store.sql('SELECT * FROM dynamodb_stream WHERE arn = ?').get(arn);
  return found && streamOf(found);
}

/** The streams that were opened after the given one, of one table or of all, oldest first. */
export const streamsAfter = (
  store: Store,
  after: number,
  limit: number,
  table: string | undefined,
): Stream[] =>
  store
    .sql('SELECT * FROM dynamodb_stream WHERE id > ? AND name = coalesce(?, name) ORDER BY id LIMIT ?')
    .all(after, table ?? null, limit)
    .map(streamOf);

const streamOf = ({
  id,
  arn,
  label,
  name,
  view,
  keys,
  created,
  closed,
}: Record<string, unknown>): Stream => ({
  id: Number(id),
  arn: String(arn),
  label: String(label),
  table: String(name),
  view: view as ViewType,
  keys: String(keys),
  createdAt: Number(created),
  ...(closed === null ? {} : { closedAt: Number(closed) }),
});
