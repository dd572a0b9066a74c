import * as z from 'zod';
import { waitFor } from './arrivals.ts';
import { checkBatch, each } from './batch.ts';
import { checkSeconds } from './message-check.ts';
import { md5, md5OfAttributes } from './message-digest.ts';
import type { Taken } from './messages.ts';
import { type Context, type Operation, operation } from './operation.ts';
import { queueArn, queueOfUrl } from './queue-arn.ts';
import { readReceipt } from './receipt.ts';

const maxVisibility = 43_200;
const Visibility = z.int();
const OfMessage = z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string() });
const Entry = z.strictObject({ Id: z.string(), ReceiptHandle: z.string() });
const Entries = <E extends z.ZodType>(entry: E) =>
  z.strictObject({ QueueUrl: z.string(), Entries: z.array(entry) });
const checkVisibility = (seconds?: number) => checkSeconds('VisibilityTimeout', seconds, maxVisibility);
const Names = z.array(z.string()).default([]);

export function receiveOperations(context: Context): Record<string, Operation> {
  const { store, clock, arrived, allow, queues, messages } = context;

  return {
    ReceiveMessage: operation(
      z.strictObject({
        QueueUrl: z.string(),
        MaxNumberOfMessages: z.int().min(1).max(10).default(1),
        VisibilityTimeout: Visibility.optional(),
        WaitTimeSeconds: z.int().min(0).max(20).optional(),
        AttributeNames: Names,
        MessageSystemAttributeNames: Names,
        MessageAttributeNames: Names,
      }),
      async (input, { principal, hungUp }) => {
        const name = queueOfUrl(input.QueueUrl);
        allow(principal, 'sqs:ReceiveMessage', queueArn(name));
        checkVisibility(input.VisibilityTimeout);
        const seconds = input.WaitTimeSeconds ?? queues.get(name).wait;
        const until = clock.now() + seconds * 1000;
        let taken: Taken[] = [];
        do {
          await waitFor(name, () => messages.nextVisibleAt(queues.get(name)), {
            arrived,
            clock,
            until,
            hungUp,
          });
          // Messages received for a caller who has hung up would stay hidden for nothing.
          if (hungUp?.aborted) return {};
          if (messages.hasVisible(queues.get(name)))
            taken = await store.write(() =>
              messages.take(queues.get(name), input.MaxNumberOfMessages, input.VisibilityTimeout),
            );
        } while (taken.length === 0 && clock.now() < until);
        const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
        const Messages = taken.map((one) => onTheWire(one, system, input.MessageAttributeNames));
        return Messages.length > 0 ? { Messages } : {};
      },
    ),

    DeleteMessage: operation(OfMessage, async ({ QueueUrl, ReceiptHandle }, { principal }) => {
      const name = queueOfUrl(QueueUrl);
      allow(principal, 'sqs:DeleteMessage', queueArn(name));
      await store.write(() => messages.remove(readReceipt(ReceiptHandle, queues.get(name).name)));
    }),

    DeleteMessageBatch: operation(Entries(Entry), async ({ QueueUrl, Entries: entries }, { principal }) => {
      const name = queueOfUrl(QueueUrl);
      allow(principal, 'sqs:DeleteMessage', queueArn(name));
      checkBatch(entries);
      return store.write(() => {
        queues.get(name);
        return each(entries, ({ ReceiptHandle }) => {
          messages.remove(readReceipt(ReceiptHandle, name));
          return {};
        });
      });
    }),

    ChangeMessageVisibility: operation(
      OfMessage.extend({ VisibilityTimeout: Visibility }),
      async ({ QueueUrl, ReceiptHandle, VisibilityTimeout }, { principal }) => {
        const name = queueOfUrl(QueueUrl);
        allow(principal, 'sqs:ChangeMessageVisibility', queueArn(name));
        checkVisibility(VisibilityTimeout);
        await store.write(() =>
          messages.setVisibility(readReceipt(ReceiptHandle, queues.get(name).name), VisibilityTimeout),
        );
      },
    ),

    ChangeMessageVisibilityBatch: operation(
      Entries(Entry.extend({ VisibilityTimeout: Visibility.default(0) })),
      async ({ QueueUrl, Entries: entries }, { principal }) => {
        const name = queueOfUrl(QueueUrl);
        allow(principal, 'sqs:ChangeMessageVisibility', queueArn(name));
        checkBatch(entries);
        return store.write(() => {
          queues.get(name);
          return each(entries, ({ ReceiptHandle, VisibilityTimeout }) => {
            checkVisibility(VisibilityTimeout);
            messages.setVisibility(readReceipt(ReceiptHandle, name), VisibilityTimeout);
            return {};
          });
        });
      },
    ),
  };
}

function onTheWire(
  { id, receiptHandle, body, attributes, system }: Taken,
  systemNames: string[],
  names: string[],
) {
  const Attributes = pick(system, (name) => systemNames.includes(name) || systemNames.includes('All'));
  const MessageAttributes = pick(attributes, (name) => names.some((pattern) => isNamed(name, pattern)));
  const md5OfMessageAttributes = md5OfAttributes(MessageAttributes);
  return {
    MessageId: id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5(body),
    Body: body,
    ...(Object.keys(Attributes).length > 0 ? { Attributes } : {}),
    ...(md5OfMessageAttributes ? { MessageAttributes, MD5OfMessageAttributes: md5OfMessageAttributes } : {}),
  };
}

/** Whether a name matches a requested pattern: `All`, `.*`, `prefix.*`, or the name itself. */
const isNamed = (name: string, pattern: string) =>
  pattern === 'All' ||
  pattern === '.*' ||
  pattern === name ||
  (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2)));

const pick = <V>(record: Record<string, V>, isWanted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => isWanted(name)));
