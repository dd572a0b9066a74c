import * as z from 'zod';
import { AwsError, account, region } from '../service.ts';
import { type Context, type Operation, operation } from './operation.ts';
import { queueArn, queueOfUrl, queueUrl } from './queue-arn.ts';
import { attributeNames } from './queue-attributes.ts';

const Strings = z.record(z.string(), z.string());
const OfQueue = z.strictObject({ QueueUrl: z.string() });
const betweenPurges = 60_000;
const ownArns = `arn:aws:sqs:${region}:${account}:*`;

export function queueOperations({
  store,
  clock,
  allow,
  queues,
  messages,
}: Context): Record<string, Operation> {
  const attributesOf = (name: string): Record<string, string> => {
    const queue = queues.get(name);
    const { visible, inFlight, delayed } = messages.count(queue);
    return {
      ...queue.attributes,
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      CreatedTimestamp: String(Math.floor(queue.created / 1000)),
      LastModifiedTimestamp: String(Math.floor(queue.modified / 1000)),
      QueueArn: queueArn(name),
    };
  };

  const purged = new Map<string, number>();
  const checkPurge = (name: string) => {
    if (clock.now() < (purged.get(name) ?? 0) + betweenPurges)
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
      );
  };

  return {
    CreateQueue: operation(
      z.strictObject({
        QueueName: z.string(),
        Attributes: Strings.default({}),
        tags: Strings.default({}),
      }),
      async ({ QueueName, Attributes, tags }, { principal, host }) => {
        allow(principal, 'sqs:CreateQueue', queueArn(QueueName));
        await store.write(() => queues.create(QueueName, Attributes, tags));
        return { QueueUrl: queueUrl(host, QueueName) };
      },
    ),

    DeleteQueue: operation(OfQueue, async ({ QueueUrl }, { principal }) => {
      const name = queueOfUrl(QueueUrl);
      allow(principal, 'sqs:DeleteQueue', queueArn(name));
      await store.write(() => queues.remove(name));
      purged.delete(name);
    }),

    PurgeQueue: operation(OfQueue, async ({ QueueUrl }, { principal }) => {
      const name = queueOfUrl(QueueUrl);
      allow(principal, 'sqs:PurgeQueue', queueArn(name));
      await store.write(() => {
        queues.get(name);
        checkPurge(name);
        messages.purge(name);
        purged.set(name, clock.now());
      });
    }),

    GetQueueUrl: operation(
      z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
      async ({ QueueName, QueueOwnerAWSAccountId = account }, { principal, host }) => {
        allow(principal, 'sqs:GetQueueUrl', queueArn(QueueName));
        return {
          QueueUrl: queueUrl(host, queues.get(QueueOwnerAWSAccountId === account ? QueueName : '').name),
        };
      },
    ),

    ListQueues: operation(
      z.strictObject({
        QueueNamePrefix: z.string().optional(),
        MaxResults: z.int().min(1).max(1000).optional(),
        NextToken: z.string().optional(),
      }),
      async ({ QueueNamePrefix, MaxResults = 1000, NextToken = '' }, { principal, host }) => {
        allow(principal, 'sqs:ListQueues', ownArns);
        const after = Buffer.from(NextToken, 'base64url').toString();
        const names = queues.list(QueueNamePrefix, after, MaxResults + 1);
        const page = names.slice(0, MaxResults);
        return {
          ...(page.length > 0 ? { QueueUrls: page.map((name) => queueUrl(host, name)) } : {}),
          ...(names.length > MaxResults
            ? { NextToken: Buffer.from(page.at(-1) ?? '').toString('base64url') }
            : {}),
        };
      },
    ),

    GetQueueAttributes: operation(
      OfQueue.extend({ AttributeNames: z.array(z.string()).default([]) }),
      async ({ QueueUrl, AttributeNames }, { principal }) => {
        const name = queueOfUrl(QueueUrl);
        allow(principal, 'sqs:GetQueueAttributes', queueArn(name));
        const all = attributesOf(name);
        const unknown = AttributeNames.find(
          (one) => one !== 'All' && !(one in all) && !attributeNames.includes(one),
        );
        if (unknown) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
        const wanted = AttributeNames.includes('All') ? Object.keys(all) : AttributeNames;
        const Attributes = Object.fromEntries(Object.entries(all).filter(([key]) => wanted.includes(key)));
        return Object.keys(Attributes).length > 0 ? { Attributes } : {};
      },
    ),

    SetQueueAttributes: operation(
      OfQueue.extend({ Attributes: Strings }),
      async ({ QueueUrl, Attributes }, { principal }) => {
        const name = queueOfUrl(QueueUrl);
        allow(principal, 'sqs:SetQueueAttributes', queueArn(name));
        await store.write(() => queues.setAttributes(name, Attributes));
      },
    ),

    TagQueue: operation(OfQueue.extend({ Tags: Strings }), async ({ QueueUrl, Tags }, { principal }) => {
      const name = queueOfUrl(QueueUrl);
      allow(principal, 'sqs:TagQueue', queueArn(name));
      await store.write(() => queues.setTags(name, { ...queues.get(name).tags, ...Tags }));
    }),

    UntagQueue: operation(
      OfQueue.extend({ TagKeys: z.array(z.string()) }),
      async ({ QueueUrl, TagKeys }, { principal }) => {
        const name = queueOfUrl(QueueUrl);
        allow(principal, 'sqs:UntagQueue', queueArn(name));
        await store.write(() => {
          const kept = Object.entries(queues.get(name).tags).filter(([key]) => !TagKeys.includes(key));
          queues.setTags(name, Object.fromEntries(kept));
        });
      },
    ),

    ListQueueTags: operation(OfQueue, async ({ QueueUrl }, { principal }) => {
      const name = queueOfUrl(QueueUrl);
      allow(principal, 'sqs:ListQueueTags', queueArn(name));
      return { Tags: queues.get(name).tags };
    }),
  };
}
