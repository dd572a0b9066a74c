import { EventEmitter } from 'node:events';
import type { ErrorAnswer } from '../endpoint.ts';
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Service,
  type ServiceContext,
  toAwsError,
} from '../service.ts';
import { createTables, type Database } from './database.ts';
import { operations } from './operations.ts';
import { answer, answerError, inputIn } from './protocol.ts';
import { positionOf, recordsAfter, type StreamRecord as StreamedChange } from './stream-records.ts';
import { findTable } from './tables.ts';
import { expire } from './ttl.ts';

export type StreamRecord = StreamedChange;

export type DynamoDb = {
  handle: Service;
  answerError: ErrorAnswer;
  /** The names of all supported operations. Any other is refused by its name. */
  operations: readonly string[];
  /** Emits the name of a table after each durable write that added a stream record. */
  changed: EventEmitter<{ changed: [table: string] }>;
  /** The stream records after a sequence number ('' for all), oldest first. */
  readStream: (table: string, after: string, limit: number) => StreamRecord[];
  /** Deletes the items whose time to live has passed, with stream records as of the service itself; returns how many. */
  expire: () => Promise<number>;
};

export function openDynamoDb(base: ServiceContext): DynamoDb {
  createTables(base.store);
  const db: Database = { ...base, changed: new EventEmitter() };
  return {
    handle: (request) => handle(db, request),
    answerError,
    operations: Object.keys(operations).map((target) => target.replace(/^.*\./, '')),
    changed: db.changed,
    readStream: (name, after, limit) => {
      const stream = findTable(db.store, name)?.lastStream;
      return stream ? recordsAfter(db.store, stream, positionOf(after), limit) : [];
    },
    expire: () => expire(db),
  };
}

async function handle(db: Database, { headers, body, principal }: AwsRequest): Promise<AwsResponse> {
  try {
    const target = headers['x-amz-target'] ?? '';
    const operation = Object.hasOwn(operations, target) ? operations[target] : undefined;
    if (!operation)
      throw new AwsError(
        'UnknownOperationException',
        `embedded-aws does not have the operation ${target.split('.')[1] ?? target}`,
      );
    return answer(await operation(db, principal, inputIn(body)));
  } catch (error) {
    return answerError(toAwsError(error, db.report));
  }
}
