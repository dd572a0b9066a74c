import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue of its own, and the few things one does with it. */
export async function aQueue(sqs: SQSClient, Attributes: Record<string, string> = {}) {
  const name = `queue-${randomUUID()}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const queue = { QueueUrl };
  return {
    ...queue,
    name,
    arn: `arn:aws:sqs:ap-south-1:000000000000:${name}`,
    send: (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
      sqs.send(new SendMessageCommand({ ...queue, MessageBody, ...more })),
    receive: async (more: Partial<ReceiveMessageCommandInput> = {}) => {
      const input = { ...queue, MaxNumberOfMessages: 10, ...more };
      return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
    },
    remove: (ReceiptHandle: string | undefined) =>
      sqs.send(new DeleteMessageCommand({ ...queue, ReceiptHandle })),
    attributes: async () => {
      const all = new GetQueueAttributesCommand({ ...queue, AttributeNames: ['All'] });
      return (await sqs.send(all)).Attributes ?? {};
    },
  };
}
