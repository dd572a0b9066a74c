import { AwsError } from '../service.ts';
import { passes } from './filter-policy.ts';
import { envelope, fieldsOf, type Message } from './notification.ts';
import type { Context } from './operation.ts';
import { deadLetterTargetOf, type Subscription } from './subscriptions.ts';

/**
 * Puts a message into every subscribed queue whose filter it passes, and has it posted to such addresses. Must be called
 * inside `store.write`.
 */
export function deliver(context: Context, message: Message): void {
  const { clock, subscriptions, sqs } = context;
  for (const subscription of subscriptions.ofTopic(message.topic)) {
    const { FilterPolicy, FilterPolicyScope = 'MessageAttributes', RedrivePolicy } = subscription.attributes;
    if (FilterPolicy && !passes(FilterPolicy, FilterPolicyScope, message)) continue;
    if (subscription.token !== undefined) continue;
    if (subscription.protocol !== 'sqs') {
      post(context, subscription, message);
      continue;
    }
    const { body, attributes } = formFor(subscription, message, clock.now());
    try {
      sqs.enqueue(subscription.endpoint, body, attributes);
    } catch (error) {
      // As in SNS, a missing queue or a refused message only fails this subscription. SNS would retry first.
      if (!(error instanceof AwsError)) throw error;
      if (RedrivePolicy) sendToDeadLetters(sqs, RedrivePolicy, body);
    }
  }
}

function post({ clock, http, topics, origin }: Context, subscription: Subscription, message: Message) {
  const { id, topic, body } = message;
  const fields = fieldsOf(message, subscription.arn, clock.now(), origin());
  const { SignatureVersion = '1' } = topics.get(topic).attributes;
  const about = { type: 'Notification', id, topic } as const;
  http.add(
    subscription.arn,
    isRaw(subscription) ? { ...about, raw: body } : { ...about, fields: { ...fields, SignatureVersion } },
  );
}

const isRaw = ({ attributes }: Subscription) => attributes.RawMessageDelivery?.toLowerCase() === 'true';

function formFor(subscription: Subscription, message: Message, at: number) {
  return isRaw(subscription)
    ? { body: message.body, attributes: message.attributes }
    : { body: envelope(message, subscription.arn, at), attributes: {} };
}

function sendToDeadLetters(sqs: Context['sqs'], policy: string, body: string) {
  try {
    sqs.enqueue(deadLetterTargetOf(policy) ?? '', body, {});
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
