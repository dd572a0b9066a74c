import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../service.ts';
import { checkBatch, each } from '../sqs/batch.ts';
import { sizeOf } from '../sqs/message-check.ts';
import { Attribute } from '../sqs/send-operations.ts';
import { deliver } from './deliver.ts';
import { bodyForQueues, maxSize, type Published } from './message-check.ts';
import { type Context, listOf, mapOf, type Operation, operation } from './operation.ts';

const Message = z.strictObject({
  Message: z.string(),
  Subject: z.string().optional(),
  MessageStructure: z.literal('json').optional(),
  MessageAttributes: mapOf(Attribute),
});

export function publishOperations(context: Context): Record<string, Operation> {
  const { store, allow, topics } = context;

  const publish = (topic: string, published: Published) => {
    const id = randomUUID();
    const { Subject: subject, MessageAttributes: attributes } = published;
    deliver(context, { id, topic, subject, body: bodyForQueues(published), attributes });
    return { MessageId: id };
  };

  return {
    Publish: operation(
      Message.extend({ TopicArn: z.string().optional(), TargetArn: z.string().optional() }),
      async ({ TopicArn, TargetArn, ...published }, principal) => {
        const topic = TopicArn ?? TargetArn;
        if (topic === undefined)
          throw new AwsError(
            'InvalidParameter',
            'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter',
          );
        allow(principal, 'sns:Publish', topic);
        return store.write(() => publish(topics.get(topic).arn, published));
      },
    ),

    PublishBatch: operation(
      z.strictObject({
        TopicArn: z.string(),
        PublishBatchRequestEntries: listOf(Message.extend({ Id: z.string() })),
      }),
      async ({ TopicArn, PublishBatchRequestEntries: entries }, principal) => {
        allow(principal, 'sns:Publish', TopicArn);
        checkBatch(entries);
        const total = entries.reduce((sum, one) => sum + sizeOf(one.Message, one.MessageAttributes), 0);
        if (total > maxSize)
          throw new AwsError(
            'BatchRequestTooLong',
            'The length of all the messages put together is more than the limit.',
          );
        const { Successful, Failed } = await store.write(() => {
          const topic = topics.get(TopicArn).arn;
          return each(entries, (entry) => publish(topic, entry));
        });
        return { Successful: { member: Successful }, Failed: { member: Failed } };
      },
    ),
  };
}
