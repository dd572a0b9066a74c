import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError, account } from '../service.ts';
import { queueOfArn } from '../sqs/queue-arn.ts';
import {
  afterOf,
  type Context,
  entries,
  mapOf,
  type Operation,
  operation,
  page,
  pageSize,
} from './operation.ts';
import { attributesOf, type Subscription } from './subscriptions.ts';
import { topicArn } from './topics.ts';

const OfSubscription = z.strictObject({ SubscriptionArn: z.string() });

export function subscriptionOperations(context: Context): Record<string, Operation> {
  const { store, clock, allow, topics, subscriptions, sqs, http, origin } = context;

  const checkEndpoint = (protocol: string, endpoint: string) => {
    if (protocol === 'http' || protocol === 'https') {
      if (URL.canParse(endpoint) && new URL(endpoint).protocol === `${protocol}:`) return;
      throw new AwsError('InvalidParameter', 'Invalid parameter: Endpoint must match the specified protocol');
    }
    if (protocol !== 'sqs')
      throw new AwsError(
        'InvalidParameter',
        `Invalid parameter: embedded-aws does not deliver by ${protocol}, only to queues (sqs) and addresses (http, https)`,
      );
    const queue = queueOfArn(endpoint);
    if (queue === undefined) throw new AwsError('InvalidParameter', 'Invalid parameter: SQS endpoint ARN');
    try {
      sqs.count(queue);
    } catch {
      throw new AwsError(
        'InvalidParameter',
        `Invalid parameter: Endpoint Reason: there is no queue ${endpoint}`,
      );
    }
  };

  const askToConfirm = ({ arn, topic }: Subscription, token: string) => {
    const id = randomUUID();
    const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topic, Token: token });
    const { SignatureVersion = '1' } = topics.get(topic).attributes;
    const fields = {
      Type: 'SubscriptionConfirmation',
      MessageId: id,
      Token: token,
      TopicArn: topic,
      Message: `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: `${origin()}/?${query}`,
      Timestamp: new Date(clock.now()).toISOString(),
      SignatureVersion,
    };
    http.add(arn, { type: 'SubscriptionConfirmation', id, topic, fields });
  };

  return {
    Subscribe: operation(
      z.strictObject({
        TopicArn: z.string(),
        Protocol: z.string(),
        Endpoint: z.string().default(''),
        Attributes: mapOf(z.string()),
        // A subscription of a queue is confirmed at once, so its ARN is returned either way.
        ReturnSubscriptionArn: z.string().optional(),
      }),
      async ({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn }, principal) => {
        allow(principal, 'sns:Subscribe', TopicArn);
        checkEndpoint(Protocol, Endpoint);
        const subscription = await store.write(() => {
          const arn = subscriptions.subscribe(topics.get(TopicArn).arn, Endpoint, Attributes);
          const one = subscriptions.get(arn);
          if (one.token !== undefined) askToConfirm(one, one.token);
          return one;
        });
        const isPending = subscription.token !== undefined && ReturnSubscriptionArn !== 'true';
        return { SubscriptionArn: isPending ? 'pending confirmation' : subscription.arn };
      },
    ),

    // Whoever has the token has the address: nobody else was told it.
    ConfirmSubscription: operation(
      z.strictObject({
        TopicArn: z.string(),
        Token: z.string(),
        AuthenticateOnUnsubscribe: z.string().optional(),
      }),
      async ({ TopicArn, Token }) => {
        const SubscriptionArn = await store.write(() =>
          subscriptions.confirm(topics.get(TopicArn).arn, Token),
        );
        if (SubscriptionArn === undefined) throw new AwsError('InvalidParameter', 'Invalid token');
        return { SubscriptionArn };
      },
    ),

    Unsubscribe: operation(OfSubscription, async ({ SubscriptionArn }, principal) => {
      allow(principal, 'sns:Unsubscribe', topicOf(SubscriptionArn));
      await store.write(() => subscriptions.remove(SubscriptionArn));
      return undefined;
    }),

    ListSubscriptions: operation(
      z.strictObject({ NextToken: z.string().optional() }),
      async ({ NextToken }, principal) => {
        allow(principal, 'sns:ListSubscriptions', topicArn('*'));
        const found = subscriptions.list(afterOf(NextToken), pageSize + 1);
        const { shown, ...next } = page(found, ({ arn }) => arn);
        return { Subscriptions: { member: shown.map(summary) }, ...next };
      },
    ),

    ListSubscriptionsByTopic: operation(
      z.strictObject({ TopicArn: z.string(), NextToken: z.string().optional() }),
      async ({ TopicArn, NextToken }, principal) => {
        allow(principal, 'sns:ListSubscriptionsByTopic', TopicArn);
        const after = afterOf(NextToken);
        const found = subscriptions
          .ofTopic(topics.get(TopicArn).arn)
          .filter(({ arn }) => arn > after)
          .sort((a, b) => (a.arn < b.arn ? -1 : 1));
        const { shown, ...next } = page(found, ({ arn }) => arn);
        return { Subscriptions: { member: shown.map(summary) }, ...next };
      },
    ),

    GetSubscriptionAttributes: operation(OfSubscription, async ({ SubscriptionArn }, principal) => {
      allow(principal, 'sns:GetSubscriptionAttributes', topicOf(SubscriptionArn));
      return { Attributes: entries(attributesOf(subscriptions.get(SubscriptionArn))) };
    }),

    SetSubscriptionAttributes: operation(
      OfSubscription.extend({ AttributeName: z.string(), AttributeValue: z.string().optional() }),
      async ({ SubscriptionArn, AttributeName, AttributeValue }, principal) => {
        allow(principal, 'sns:SetSubscriptionAttributes', topicOf(SubscriptionArn));
        await store.write(() => subscriptions.setAttribute(SubscriptionArn, AttributeName, AttributeValue));
        return undefined;
      },
    ),
  };
}

const topicOf = (subscriptionArn: string) => subscriptionArn.split(':').slice(0, 6).join(':');

const summary = ({ arn, topic, protocol, endpoint, token }: Subscription) => ({
  SubscriptionArn: token === undefined ? arn : 'PendingConfirmation',
  Owner: account,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topic,
});
