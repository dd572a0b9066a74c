import { account, region } from '../service.ts';
import type { MessageAttribute } from '../sqs/message-attribute.ts';

export type Message = {
  id: string;
  topic: string;
  subject?: string | undefined;
  body: string;
  attributes: Record<string, MessageAttribute>;
};

/** The JSON envelope in which queues receive messages without raw delivery. It is not signed. */
export const envelope = (message: Message, subscription: string, at: number): string =>
  JSON.stringify({
    ...fieldsOf(message, subscription, at, `https://sns.${region}.amazonaws.com`),
    SignatureVersion: '1',
    Signature: 'NOT-SIGNED-BY-EMBEDDED-AWS',
    SigningCertURL: `https://sns.${region}.amazonaws.com/none-${account}.pem`,
  });

/** The fields of the envelope, unsigned. `origin` is where a subscription can be ended. */
export function fieldsOf(message: Message, subscription: string, at: number, origin: string) {
  const attributes = Object.entries(message.attributes).map(([name, one]) => [
    name,
    { Type: one.DataType, Value: one.BinaryValue ?? one.StringValue },
  ]);
  return {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: message.topic,
    Subject: message.subject,
    Message: message.body,
    Timestamp: new Date(at).toISOString(),
    UnsubscribeURL: `${origin}/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
    ...(attributes.length > 0 ? { MessageAttributes: Object.fromEntries(attributes) } : {}),
  };
}
