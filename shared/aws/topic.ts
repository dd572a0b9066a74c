import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { NewsEvent } from '../events.ts';
import { setting } from './environment.ts';

const sns = new SNSClient({});

/** SNS takes ten messages per call. */
const batchSize = 10;

/** Publishes facts to the facts topic, in order. Returns how many were passed on before the first that failed. */
export async function announce(facts: readonly NewsEvent[]): Promise<{ passed: number }> {
  for (let start = 0; start < facts.length; start += batchSize) {
    const batch = facts.slice(start, start + batchSize);
    const { Failed = [] } = await sns.send(
      new PublishBatchCommand({
        TopicArn: setting('FACTS_TOPIC'),
        PublishBatchRequestEntries: batch.map((fact, i) => ({
          Id: String(i),
          Message: JSON.stringify(fact),
          MessageAttributes: { type: { DataType: 'String', StringValue: fact.type } },
        })),
      }),
    );
    if (Failed.length > 0) return { passed: start + Math.min(...Failed.map(({ Id }) => Number(Id))) };
  }
  return { passed: facts.length };
}

/** Publishes one message to a topic, with text attributes that subscriptions filter on. */
export async function publish(topic: string, message: object | string, attributes: Record<string, string>) {
  await sns.send(
    new PublishCommand({
      TopicArn: topic,
      Message: typeof message === 'string' ? message : JSON.stringify(message),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      ),
    }),
  );
}
