import { AwsError } from '../service.ts';
import { passes } from './filter-policy.ts';
import { envelope, type Message } from './notification.ts';
import type { Context } from './operation.ts';
import { deadLetterTargetOf, type Subscription } from './subscriptions.ts';

/** Puts a message into every subscribed queue whose filter it passes. Must be called inside `store.write`. */
export function deliver({ clock, subscriptions, sqs }: Context, message: Message): void {
  for (const subscription of subscriptions.ofTopic(message.topic)) {
    const { FilterPolicy, FilterPolicyScope = 'MessageAttributes', RedrivePolicy } = subscription.attributes;
    if (FilterPolicy && !passes(FilterPolicy, FilterPolicyScope, message)) continue;
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

function formFor({ arn, attributes }: Subscription, message: Message, at: number) {
  return attributes.RawMessageDelivery?.toLowerCase() === 'true'
    ? { body: message.body, attributes: message.attributes }
    : { body: envelope(message, arn, at), attributes: {} };
}

function sendToDeadLetters(sqs: Context['sqs'], policy: string, body: string) {
  try {
    sqs.enqueue(deadLetterTargetOf(policy) ?? '', body, {});
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
