import type { EventEmitter } from 'node:events';
import type { ErrorAnswer } from '../endpoint.ts';
import { AwsError, type AwsRequest, type AwsResponse, type ServiceContext, toAwsError } from '../service.ts';
import { openArrivals } from './arrivals.ts';
import type { MessageAttribute } from './message-attribute.ts';
import { checkMessage } from './message-check.ts';
import { md5 } from './message-digest.ts';
import { openMessages, type Taken } from './messages.ts';
import type { Context } from './operation.ts';
import { queueOfArn } from './queue-arn.ts';
import { queueOperations } from './queue-operations.ts';
import { openQueues } from './queues.ts';
import { readReceipt } from './receipt.ts';
import { receiveOperations } from './receive-operations.ts';
import { redriveOperations } from './redrive-operations.ts';
import { sendOperations } from './send-operations.ts';
import { answer, answerError } from './wire.ts';

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
  /** `hungUp` is aborted when the caller hangs up, so that a long poll receives no message for nobody. */
  handle: (request: AwsRequest & { hungUp?: AbortSignal }) => Promise<AwsResponse>;
  answerError: ErrorAnswer;
  /** The names of all supported operations. Any other is refused by its name. */
  operations: readonly string[];
  /** Emits the name of a queue when messages have arrived in it on disk, receivable now or after a delay. */
  arrived: EventEmitter<{ arrived: [queue: string] }>;
  /**
   * Puts a message into a queue. Must be called inside `store.write`, so that it is part of the caller's write. Throws
   * an `AwsError` when the queue does not exist or refuses the message.
   */
  enqueue: (
    queueArn: string,
    body: string,
    attributes: Record<string, MessageAttribute>,
    sender?: string,
  ) => void;
  /** Receives up to `max` (1–10) visible messages and hides them for the queue's visibility timeout. */
  receive: (queue: string, max: number) => Promise<Received[]>;
  remove: (queue: string, receiptHandles: string[]) => Promise<void>;
  /** When the next message of a queue can be received (milliseconds since the epoch), if any. */
  nextVisibleAt: (queue: string) => number | undefined;
  /** The number of messages that are visible, in flight and delayed. */
  count: (queue: string) => { visible: number; inFlight: number; delayed: number };
};

/** SQS: standard queues over the JSON protocol. FIFO queues and the old query protocol are refused. */
export function openSqs(base: ServiceContext, disorder?: () => number): Sqs {
  const { arrived, announce } = openArrivals();
  const queues = openQueues(base);
  const messages = openMessages(base, announce, disorder);
  const context: Context = { ...base, queues, messages, arrived };
  const operations = {
    ...queueOperations(context),
    ...sendOperations(context),
    ...receiveOperations(context),
    ...redriveOperations(context),
  };

  return {
    answerError,
    operations: Object.keys(operations),
    arrived,
    handle: async ({ headers, body, principal, host, hungUp }) => {
      try {
        const name = operationOf(headers);
        const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (!run) throw new AwsError('UnsupportedOperation', `embedded-aws does not do ${name}`);
        return answer(await run(parse(body), { principal, host, hungUp }));
      } catch (error) {
        return answerError(toAwsError(error, base.report));
      }
    },
    enqueue: (arn, body, attributes, sender = 'sns.amazonaws.com') => {
      const queue = queues.get(queueOfArn(arn) ?? '');
      checkMessage(body, attributes, queue.maxSize);
      messages.add(queue, { body, attributes, sender });
    },
    receive: async (name, max) => {
      if (!messages.hasVisible(queues.get(name))) return [];
      return (await base.store.write(() => messages.take(queues.get(name), max))).map(asLambdaSees);
    },
    remove: (name, handles) =>
      base.store.write(() => {
        for (const handle of handles) messages.remove(readReceipt(handle, name));
      }),
    nextVisibleAt: (name) => messages.nextVisibleAt(queues.get(name)),
    count: (name) => messages.count(queues.get(name)),
  };
}

function operationOf(headers: Record<string, string>) {
  const target = /^AmazonSQS\.(\w+)$/.exec(headers['x-amz-target'] ?? '');
  if (target?.[1]) return target[1];
  throw new AwsError(
    'UnsupportedOperation',
    'embedded-aws speaks the JSON protocol of SQS, not the query one',
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON');
  }
}

const asLambdaSees = ({ id, receiptHandle, body, attributes, system }: Taken): Received => ({
  messageId: id,
  receiptHandle,
  body,
  attributes: system,
  messageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        ...(StringValue === undefined ? {} : { stringValue: StringValue }),
        ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
      },
    ]),
  ),
  md5OfBody: md5(body),
});
