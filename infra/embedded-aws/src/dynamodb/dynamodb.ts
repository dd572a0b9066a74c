import { EventEmitter } from 'node:events';
import type { Complaint } from '../endpoint.ts';
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Ground,
  type Service,
  toAwsError,
} from '../service.ts';
import { type Database, layOut } from './database.ts';
import { operations } from './operations.ts';
import { answer, complain, inputIn } from './protocol.ts';
import { positionOf, recordsAfter, type StreamRecord as StreamedChange } from './stream-records.ts';
import { findTable } from './tables.ts';
import { expire } from './ttl.ts';

export type StreamRecord = StreamedChange;

export type DynamoDb = {
  handle: Service;
  complain: Complaint;
  /** The names of all operations it has. Any other is refused by its name. */
  operations: readonly string[];
  /** Emits the table's name after every durable write that left a stream record. */
  changed: EventEmitter<{ changed: [table: string] }>;
  /** Stream records after a sequence number (exclusive; '' for the oldest), oldest first. */
  readStream: (table: string, after: string, limit: number) => StreamRecord[];
  /** Deletes the items whose time to live has passed, leaving stream records as the service's own deletes do. */
  expire: () => Promise<number>;
};

export function openDynamoDb(ground: Ground): DynamoDb {
  layOut(ground.store);
  const db: Database = { ...ground, changed: new EventEmitter() };
  return {
    handle: (request) => handle(db, request),
    complain,
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
        `The embedded DynamoDB does not have the operation ${target.split('.')[1] ?? target}`,
      );
    return answer(await operation(db, principal, inputIn(body)));
  } catch (error) {
    return complain(toAwsError(error, db.report));
  }
}
