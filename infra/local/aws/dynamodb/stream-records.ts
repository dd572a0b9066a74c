import { randomBytes } from 'node:crypto';
import type { Store } from '../../store.ts';
import { region } from '../service.ts';
import type { Attributes } from './attribute.ts';
import type { Database } from './database.ts';
import { sizeOfItem } from './item-size.ts';
import { only } from './key-check.ts';
import { keyNames, type Table, type TableStream, type ViewType } from './schema.ts';

/** One change of an item, in the form Lambda receives it from an event source mapping on a DynamoDB stream. */
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

type Row = { item: Attributes; size: number };

export const retention = 24 * 60 * 60_000;

/** Appends one record to a table's stream, within the step that makes the change. */
export function recordChange(
  { store, clock }: Database,
  table: Table,
  stream: TableStream,
  old: Row | undefined,
  next: Row | undefined,
  actor?: Actor,
) {
  const at = clock.now();
  const keys = only((next ?? old)?.item ?? {}, keyNames(table.key));
  const after = shows(stream.view, 'NEW') ? next : undefined;
  const before = shows(stream.view, 'OLD') ? old : undefined;
  const record = {
    eventID: randomBytes(16).toString('hex'),
    eventName: old ? (next ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: stream.arn,
    ...(actor ? { userIdentity: actor } : {}),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1000),
      Keys: keys,
      ...(after ? { NewImage: after.item } : {}),
      ...(before ? { OldImage: before.item } : {}),
      SizeBytes: sizeOfItem(keys) + (after?.size ?? 0) + (before?.size ?? 0),
      StreamViewType: stream.view,
    },
  };
  store
    .sql('INSERT INTO dynamodb_record (stream, at, record) VALUES (?, ?, ?)')
    .run(stream.id, Math.floor(at), JSON.stringify(record));
}

/** Records of a stream after a position (exclusive) and younger than `since`, oldest first. */
export function recordsAfter(
  store: Store,
  stream: number,
  after: number,
  limit: number,
  since = 0,
): StreamRecord[] {
  return store
    .sql(
      'SELECT seq, record FROM dynamodb_record WHERE stream = ? AND seq > ? AND at >= ? ORDER BY seq LIMIT ?',
    )
    .all(stream, after, since, limit)
    .map(({ seq, record }) => {
      const parsed = JSON.parse(String(record)) as StreamRecord;
      parsed.dynamodb.SequenceNumber = sequenceNumber(Number(seq));
      return parsed;
    });
}

/** Of one length, so that they sort alike as text and as numbers. */
export const sequenceNumber = (seq: number) => `1${String(seq).padStart(20, '0')}`;

/** The position a sequence number stands for; -1 when it is none of this cloud's. */
export const positionOf = (sequence: string) => (/^1\d{20}$/.test(sequence) ? Number(sequence.slice(1)) : -1);

const shows = (view: ViewType, image: 'NEW' | 'OLD') =>
  view === 'NEW_AND_OLD_IMAGES' || view === `${image}_IMAGE`;
