import { EventEmitter } from 'node:events';
import type { Complaint } from '../endpoint.ts';
import { AwsError, type AwsResponse, type Ground, type Service } from '../service.ts';

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

export type DynamoDb = {
  handle: Service;
  complain: Complaint;
  /** Emits the table's name after every durable write that left a stream record. */
  changed: EventEmitter<{ changed: [table: string] }>;
  /** Stream records after a sequence number (exclusive; '' for the oldest), oldest first. */
  readStream: (table: string, after: string, limit: number) => StreamRecord[];
  /** Deletes the items whose time to live has passed, leaving stream records as the service's own deletes do. */
  expire: () => Promise<number>;
};

export function openDynamoDb(_ground: Ground): DynamoDb {
  const complain = (error: AwsError): AwsResponse => ({ status: error.status, body: error.message });
  return {
    handle: async () => complain(new AwsError('UnknownOperationException', 'not built')),
    complain,
    changed: new EventEmitter(),
    readStream: () => [],
    expire: async () => 0,
  };
}
