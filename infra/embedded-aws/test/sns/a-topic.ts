import { randomUUID } from 'node:crypto';
import {
  CreateTopicCommand,
  type MessageAttributeValue,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { anAws } from '../an-aws.ts';

/** A cloud (in memory or in a file) with clients, and topics and queues of their own. */
export async function aTopicCloud(path?: string) {
  const cloud = await anAws(path);
  const sns = new SNSClient(cloud.config);
  const sqs = new SQSClient(cloud.config);

  const aQueue = async () => {
    const name = `queue-${randomUUID()}`;
    await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const arn = `arn:aws:sqs:ap-south-1:000000000000:${name}`;
    const bodies = async () => (await cloud.sqs.receive(name, 10)).map(({ body }) => body);
    return { name, arn, bodies, messages: () => cloud.sqs.receive(name, 10) };
  };

  const aTopic = async () => {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `topic-${randomUUID()}` }));
    const subscribe = async (Endpoint: string, Attributes: Record<string, string> = {}) => {
      const input = { TopicArn, Protocol: 'sqs', Endpoint, Attributes, ReturnSubscriptionArn: true };
      return (await sns.send(new SubscribeCommand(input))).SubscriptionArn;
    };
    const publish = (Message: string, MessageAttributes?: Record<string, MessageAttributeValue>, more = {}) =>
      sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes, ...more }));
    return { TopicArn, subscribe, publish };
  };

  return { ...cloud, sns, sqsClient: sqs, aQueue, aTopic };
}

export const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });
export const number = (value: number): MessageAttributeValue => ({
  DataType: 'Number',
  StringValue: String(value),
});
export const list = (...values: unknown[]): MessageAttributeValue => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(values),
});
