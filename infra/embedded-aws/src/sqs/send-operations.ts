import * as z from 'zod';
import { AwsError, type Principal } from '../service.ts';
import { checkBatch, each } from './batch.ts';
import { checkMessage, checkSeconds, sizeOf } from './message-check.ts';
import { md5, md5OfAttributes } from './message-digest.ts';
import { type Context, type Operation, operation } from './operation.ts';
import { queueArn, queueOfUrl } from './queue-arn.ts';
import type { Queue } from './queues.ts';

export const Attribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const Message = z.strictObject({
  MessageBody: z.string(),
  DelaySeconds: z.int().optional(),
  MessageAttributes: z.record(z.string(), Attribute).default({}),
  MessageSystemAttributes: z
    .strictObject({
      AWSTraceHeader: z.strictObject({ DataType: z.literal('String'), StringValue: z.string() }),
    })
    .optional(),
});
const maxBatch = 1_048_576;
const maxDelay = 900;

export function sendOperations({ store, allow, queues, messages }: Context): Record<string, Operation> {
  const send = (queue: Queue, message: z.output<typeof Message>, sender: Principal) => {
    const { MessageBody: body, MessageAttributes: attributes, MessageSystemAttributes: system } = message;
    checkMessage(body, attributes, queue.maxSize);
    checkSeconds('DelaySeconds', message.DelaySeconds, maxDelay);
    const trace = system?.AWSTraceHeader.StringValue;
    const id = messages.add(queue, { body, attributes, sender, delay: message.DelaySeconds, trace });
    const md5OfMessageAttributes = md5OfAttributes(attributes);
    return {
      MessageId: id,
      MD5OfMessageBody: md5(body),
      ...(md5OfMessageAttributes ? { MD5OfMessageAttributes: md5OfMessageAttributes } : {}),
      ...(system ? { MD5OfMessageSystemAttributes: md5OfAttributes(system) } : {}),
    };
  };

  return {
    SendMessage: operation(Message.extend({ QueueUrl: z.string() }), async (input, { principal }) => {
      const name = queueOfUrl(input.QueueUrl);
      allow(principal, 'sqs:SendMessage', queueArn(name));
      return store.write(() => send(queues.get(name), input, principal));
    }),

    SendMessageBatch: operation(
      z.strictObject({ QueueUrl: z.string(), Entries: z.array(Message.extend({ Id: z.string() })) }),
      async ({ QueueUrl, Entries }, { principal }) => {
        const name = queueOfUrl(QueueUrl);
        allow(principal, 'sqs:SendMessage', queueArn(name));
        checkBatch(Entries);
        const total = Entries.reduce((sum, one) => sum + sizeOf(one.MessageBody, one.MessageAttributes), 0);
        if (total > maxBatch)
          throw new AwsError(
            'BatchRequestTooLong',
            `Batch requests cannot be longer than ${maxBatch} bytes. You have sent ${total} bytes.`,
          );
        return store.write(() => {
          const queue = queues.get(name);
          return each(Entries, (entry) => send(queue, entry, principal));
        });
      },
    ),
  };
}
