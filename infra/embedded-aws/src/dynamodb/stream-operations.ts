import * as z from 'zod';
import { AwsError, type Principal } from '../service.ts';
import type { Database } from './database.ts';
import { invalid, notFound } from './faults.ts';
import { table as named, read } from './request.ts';
import type { KeySchema } from './schema.ts';
import { positionOf, recordsAfter, retention, type StreamRecord, sequenceNumber } from './stream-records.ts';
import { findStream, type Stream, streamsAfter } from './streams.ts';
import { showKey } from './table-description.ts';
import { tableArn } from './tables.ts';

const iteratorLife = 15 * 60_000;
const maxBytes = 1024 * 1024;

const listStreams = z.strictObject({
  TableName: named.optional(),
  Limit: z.int().min(1).max(100).default(100),
  ExclusiveStartStreamArn: z.string().optional(),
});

export function listStreamsCall(db: Database, caller: Principal, input: unknown) {
  const { TableName, Limit, ExclusiveStartStreamArn } = read(listStreams, input);
  db.allow(caller, 'dynamodb:ListStreams', TableName === undefined ? '*' : `${tableArn(TableName)}/stream/*`);
  const after = ExclusiveStartStreamArn === undefined ? 0 : getStream(db, ExclusiveStartStreamArn).id;
  const found = streamsAfter(db.store, after, Limit + 1, TableName);
  const page = found.slice(0, Limit);
  return {
    Streams: page.map(({ arn, table, label }) => ({ StreamArn: arn, TableName: table, StreamLabel: label })),
    LastEvaluatedStreamArn: found.length > Limit ? page.at(-1)?.arn : undefined,
  };
}

const describeStream = z.strictObject({
  StreamArn: z.string(),
  Limit: z.int().min(1).max(100).optional(),
  ExclusiveStartShardId: z.string().default(''),
});

export function describeStreamCall(db: Database, caller: Principal, input: unknown) {
  const { StreamArn, ExclusiveStartShardId } = read(describeStream, input);
  db.allow(caller, 'dynamodb:DescribeStream', StreamArn);
  const stream = getStream(db, StreamArn);
  const { oldest, newest } = endsOf(db, stream);
  const shard = {
    ShardId: shardOf(stream),
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceNumber(oldest),
      EndingSequenceNumber: stream.closedAt === undefined ? undefined : sequenceNumber(newest),
    },
  };
  return {
    StreamDescription: {
      StreamArn,
      StreamLabel: stream.label,
      StreamStatus: stream.closedAt === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.view,
      CreationRequestDateTime: stream.createdAt / 1000,
      TableName: stream.table,
      KeySchema: showKey(JSON.parse(stream.keys) as KeySchema),
      Shards: shard.ShardId > ExclusiveStartShardId ? [shard] : [],
    },
  };
}

const getShardIterator = z.strictObject({
  StreamArn: z.string(),
  ShardId: z.string(),
  ShardIteratorType: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
  SequenceNumber: z.string().optional(),
});

export function getShardIteratorCall(db: Database, caller: Principal, input: unknown) {
  const asked = read(getShardIterator, input);
  db.allow(caller, 'dynamodb:GetShardIterator', asked.StreamArn);
  const stream = getStream(db, asked.StreamArn);
  if (asked.ShardId !== shardOf(stream)) throw notFound(`Shard does not exist: ${asked.ShardId}`);
  return { ShardIterator: write({ arn: stream.arn, after: startOf(db, stream, asked), at: db.clock.now() }) };
}

function startOf(db: Database, stream: Stream, asked: z.output<typeof getShardIterator>): number {
  if (asked.ShardIteratorType === 'TRIM_HORIZON' || asked.ShardIteratorType === 'LATEST') {
    if (asked.SequenceNumber !== undefined)
      throw invalid(
        `SequenceNumber must not be specified when ShardIteratorType is ${asked.ShardIteratorType}`,
      );
    return asked.ShardIteratorType === 'LATEST' ? endsOf(db, stream).newest : 0;
  }
  if (asked.SequenceNumber === undefined)
    throw invalid(`SequenceNumber must be specified when ShardIteratorType is ${asked.ShardIteratorType}`);
  const position = positionOf(asked.SequenceNumber);
  if (position < 0) throw invalid(`Invalid SequenceNumber: ${asked.SequenceNumber}`);
  if (position < endsOf(db, stream).oldest)
    throw new AwsError(
      'TrimmedDataAccessException',
      'The operation attempted to read past the oldest stream record in a shard',
    );
  return asked.ShardIteratorType === 'AT_SEQUENCE_NUMBER' ? position - 1 : position;
}

const getRecords = z.strictObject({
  ShardIterator: z.string(),
  Limit: z.int().min(1).max(1000).default(1000),
});

export function getRecordsCall(db: Database, caller: Principal, input: unknown) {
  const { ShardIterator, Limit } = read(getRecords, input);
  const { arn, after, at } = parse(ShardIterator);
  db.allow(caller, 'dynamodb:GetRecords', arn);
  const stream = getStream(db, arn);
  if (db.clock.now() - at > iteratorLife)
    throw new AwsError('ExpiredIteratorException', 'Iterator expired. The iterator is no longer valid');
  const records = upToSize(recordsAfter(db.store, stream, after, Limit, trimmedBefore(db)));
  const last = records.at(-1)?.dynamodb.SequenceNumber;
  const reached = last === undefined ? after : positionOf(last);
  const over = stream.closedAt !== undefined && reached >= endsOf(db, stream).newest;
  return {
    Records: records.map(shown),
    NextShardIterator: over ? undefined : write({ arn, after: reached, at: db.clock.now() }),
  };
}

function upToSize(records: StreamRecord[]): StreamRecord[] {
  let bytes = 0;
  return records.filter(({ dynamodb }, i) => {
    bytes += dynamodb.SizeBytes;
    return i === 0 || bytes <= maxBytes;
  });
}

/** A record in the format of the API, which differs from Lambda's event. */
function shown({ eventSourceARN: _arn, userIdentity, ...record }: StreamRecord) {
  return {
    ...record,
    ...(userIdentity
      ? { userIdentity: { Type: userIdentity.type, PrincipalId: userIdentity.principalId } }
      : {}),
  };
}

function getStream({ store }: Database, arn: string): Stream {
  const stream = findStream(store, arn);
  if (stream) return stream;
  if (!/^arn:[^:]+:dynamodb:.+\/stream\/.+$/.test(arn)) throw invalid(`Invalid StreamArn: ${arn}`);
  throw notFound(`Stream: ${arn} not found`);
}

const shardOf = ({ createdAt, id }: Stream) =>
  `shardId-${String(createdAt).padStart(20, '0')}-${id.toString(16).padStart(8, '0')}`;

const trimmedBefore = ({ clock }: Database) => Math.floor(clock.now()) - retention;

/** The first position that can still be read, and the last that exists. */
function endsOf(db: Database, { id }: Stream): { oldest: number; newest: number } {
  const edge = (order: string) =>
    db.store
      .sql(`SELECT seq FROM dynamodb_record WHERE stream = ? AND at >= ? ORDER BY seq ${order} LIMIT 1`)
      .get(id, trimmedBefore(db))?.seq;
  const last = Number(
    db.store.sql("SELECT seq FROM sqlite_sequence WHERE name = 'dynamodb_record'").get()?.seq ?? 0,
  );
  return { oldest: Number(edge('ASC') ?? last + 1), newest: Number(edge('DESC') ?? last) };
}

type Iterator = { arn: string; after: number; at: number };

const write = ({ arn, after, at }: Iterator) =>
  `${arn}|1|${Buffer.from(JSON.stringify([after, Math.floor(at)])).toString('base64url')}`;

function parse(iterator: string): Iterator {
  try {
    const [arn = '', , position = ''] = iterator.split('|');
    const [after, at] = z
      .tuple([z.int(), z.int()])
      .parse(JSON.parse(Buffer.from(position, 'base64url').toString()));
    return { arn, after, at };
  } catch {
    throw invalid('Invalid ShardIterator');
  }
}
