import { EventEmitter } from 'node:events';
import type { Complaint } from '../endpoint.ts';
import { AwsError, type AwsResponse, type Ground, type Service } from '../service.ts';

export type MessageAttribute = { DataType: string; StringValue?: string; BinaryValue?: string };

/** A message as Lambda's event source mapping hands it to a function. */
export type Received = {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, string>;
  messageAttributes: Record<string, { dataType: string; stringValue?: string; binaryValue?: string }>;
  md5OfBody: string;
};

export type Sqs = {
  handle: Service;
  complain: Complaint;
  /** Emits a queue's name after a durable write that made a message receivable in it, now or after a delay. */
  arrived: EventEmitter<{ arrived: [queue: string] }>;
  /** Puts a message into a queue; to be called inside `store.write`, so that it is part of the caller's write. */
  enqueue: (queueArn: string, body: string, attributes: Record<string, MessageAttribute>) => void;
  /** Takes up to `max` (1–10) visible messages and hides them for the queue's visibility timeout. */
  receive: (queue: string, max: number) => Promise<Received[]>;
  remove: (queue: string, receiptHandles: string[]) => Promise<void>;
  /** When the next message of a queue becomes receivable (milliseconds since the epoch), if any. */
  nextVisibleAt: (queue: string) => number | undefined;
  /** Messages waiting, in flight and delayed. */
  count: (queue: string) => { visible: number; inFlight: number; delayed: number };
};

export function openSqs(_ground: Ground): Sqs {
  const complain = (error: AwsError): AwsResponse => ({ status: error.status, body: error.message });
  return {
    handle: async () => complain(new AwsError('UnsupportedOperation', 'not built')),
    complain,
    arrived: new EventEmitter(),
    enqueue: () => {},
    receive: async () => [],
    remove: async () => {},
    nextVisibleAt: () => undefined,
    count: () => ({ visible: 0, inFlight: 0, delayed: 0 }),
  };
}
