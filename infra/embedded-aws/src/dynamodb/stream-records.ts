import { createHash } from 'node:crypto';
import { region } from '../service.ts';
import type { Store } from '../store.ts';
import type { Attributes } from './attribute.ts';
import type { Database } from './database.ts';
import { sizeOfItem } from './item-size.ts';
import { only } from './key-check.ts';
import type { Row } from './row.ts';
import { keyNames, type Table, type TableStream, type ViewType } from './schema.ts';

/** One change of an item, in the format of Lambda's event source mapping. */
export type StreamRecord = {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  userIdentity?: { type: string; principalId: string };
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Record<string, unknown>;
    NewImage?: Record<string, unknown>;
    OldImage?: Record<string, unknown>;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
  };
};

export type Actor = { type: string; principalId: string };

export const retention = 24 * 60 * 60_000;

/** Adds a record to the stream of a table. Must be called inside the `store.write` that makes the change. */
export function recordChange(
  { store, clock }: Database,
  table: Table,
  stream: TableStream,
  old: Row | undefined,
  next: Row | undefined,
  actor?: Actor,
) {
  const keys = only((next ?? old)?.item ?? {}, keyNames(table.key));
  const after = shows(stream.view, 'NEW') ? next : undefined;
  const before = shows(stream.view, 'OLD') ? old : undefined;
  store
    .sql(
      'INSERT INTO dynamodb_record (stream, at, event, keys, old, new, bytes, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      stream.id,
      Math.floor(clock.now()),
      old ? (next ? 'MODIFY' : 'REMOVE') : 'INSERT',
      JSON.stringify(keys),
      before?.json ?? null,
      after?.json ?? null,
      sizeOfItem(keys) + (after?.size ?? 0) + (before?.size ?? 0),
      actor ? JSON.stringify(actor) : null,
    );
}

/** Records of a stream after a position (exclusive) and younger than `since`, oldest first. */
export const recordsAfter = (
  store: Store,
  stream: Pick<TableStream, 'id' | 'arn' | 'view'>,
  after: number,
  limit: number,
  since = 0,
): StreamRecord[] =>
  store
    .sql('SELECT * FROM dynamodb_record WHERE stream = ? AND seq > ? AND at >= ? ORDER BY seq LIMIT ?')
    .all(stream.id, after, since, limit)
    .map((row) => recordIn(row, stream));

function recordIn(
  row: Record<string, unknown>,
  { arn, view }: Pick<TableStream, 'arn' | 'view'>,
): StreamRecord {
  const { seq, at, event, keys, old, bytes, actor } = row;
  return {
    eventID: createHash('md5').update(`${arn} ${seq}`).digest('hex'),
    eventName: event as StreamRecord['eventName'],
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: arn,
    ...(actor === null ? {} : { userIdentity: parse<Actor>(actor) }),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Number(at) / 1000),
      Keys: parse(keys),
      ...(row.new === null ? {} : { NewImage: parse(row.new) }),
      ...(old === null ? {} : { OldImage: parse(old) }),
      SequenceNumber: sequenceNumber(Number(seq)),
      SizeBytes: Number(bytes),
      StreamViewType: view,
    },
  };
}

const parse = <T = Attributes>(json: unknown) => JSON.parse(String(json)) as T;

/** All of one length, so that they sort alike as texts and as numbers. */
export const sequenceNumber = (seq: number) => `1${String(seq).padStart(20, '0')}`;

/** The position of a sequence number; -1 if it is invalid. */
export const positionOf = (sequence: string) => (/^1\d{20}$/.test(sequence) ? Number(sequence.slice(1)) : -1);

const shows = (view: ViewType, image: 'NEW' | 'OLD') =>
  view === 'NEW_AND_OLD_IMAGES' || view === `${image}_IMAGE`;
