import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { maxReceives } from '../../shared/lambda/inbox.ts';
import type { FunctionSpec } from '../topology/function-spec.ts';
import { inboxOf, parkedOf } from '../topology/inbox.ts';
import { batchOf, delayOf, instancesOf, parkedDays, visibilityOf } from '../topology/timing.ts';
import type { FunctionName } from '../topology.ts';
import { type Alarms, maximum } from './alarms.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

const closed = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } satisfies QueueProps;

type Feed = { topic: ITopic; types?: readonly string[] | undefined };

/** The dead-letter queue of a function's messages. `facts/watch-queues` tells what is in it. */
export const parkedQueue = (scope: Construct, name: FunctionName, stage: string) =>
  new Queue(scope, 'Parked', {
    queueName: `khobor-${stage}-${parkedOf(name)}`,
    retentionPeriod: Duration.days(parkedDays),
    ...closed,
  });

/**
 * A function's own inbox: a queue that keeps waiting messages, retries failed ones, and parks those that keep failing.
 */
export class InboxTrigger extends Construct {
  readonly waiting: Queue;
  readonly parked: Queue;

  constructor(
    scope: Construct,
    name: FunctionName,
    spec: FunctionSpec,
    to: NewsroomFunction,
    alarms: Alarms,
  ) {
    super(scope, 'Inbox');
    this.parked = parkedQueue(this, name, alarms.stage);
    this.waiting = new Queue(this, 'Waiting', {
      queueName: `khobor-${alarms.stage}-${inboxOf(name)}`,
      deliveryDelay: Duration.seconds(delayOf(spec)),
      visibilityTimeout: Duration.seconds(visibilityOf(spec)),
      retentionPeriod: Duration.days(parkedDays),
      deadLetterQueue: { queue: this.parked, maxReceiveCount: maxReceives },
      ...closed,
    });
    const { most, seconds } = batchOf(spec);
    to.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.waiting.queueArn);
    new EventSourceMapping(this, 'Mapping', {
      target: to.fn,
      eventSourceArn: this.waiting.queueArn,
      batchSize: most,
      ...(seconds ? { maxBatchingWindow: Duration.seconds(seconds) } : {}),
      maxConcurrency: instancesOf(spec),
      reportBatchItemFailures: true,
    });
    if (spec.isUrgent)
      alarms.set(this, 'Waits', {
        name: `${name}: inbox waits`,
        metric: this.waiting.metricApproximateAgeOfOldestMessage(maximum),
        // A message that failed once returns after one visibility timeout; after two, something is wrong.
        atLeast: 2 * visibilityOf(spec),
        says: spec.ifItFails,
        runbook: 'an-inbox-waits-or-a-clock-stands',
      });
  }

  /** Subscribes the inbox to a topic, or to some types of its messages. What SNS cannot hand over is parked as well. */
  subscribe({ topic, types }: Feed) {
    const type = SubscriptionFilter.stringFilter({ allowlist: [...(types ?? [])] });
    const filter = types ? { filterPolicy: { type } } : {};
    const delivery = { rawMessageDelivery: true, deadLetterQueue: this.parked };
    topic.addSubscription(new SqsSubscription(this.waiting, { ...delivery, ...filter }));
  }
}
