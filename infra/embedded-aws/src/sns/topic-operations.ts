import * as z from 'zod';
import { account } from '../service.ts';
import {
  afterOf,
  type Context,
  entries,
  listOf,
  mapOf,
  type Operation,
  operation,
  page,
  pageSize,
} from './operation.ts';
import { topicArn } from './topics.ts';

const OfTopic = z.strictObject({ TopicArn: z.string() });
const Tag = z.strictObject({ Key: z.string(), Value: z.string() });
const tagsOf = (tags: z.output<typeof Tag>[]) =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export function topicOperations({ store, allow, topics, subscriptions }: Context): Record<string, Operation> {
  return {
    CreateTopic: operation(
      z.strictObject({
        Name: z.string(),
        Attributes: mapOf(z.string()),
        Tags: listOf(Tag).default([]),
      }),
      async ({ Name, Attributes, Tags }, principal) => {
        allow(principal, 'sns:CreateTopic', topicArn(Name));
        return { TopicArn: await store.write(() => topics.create(Name, Attributes, tagsOf(Tags))) };
      },
    ),

    DeleteTopic: operation(OfTopic, async ({ TopicArn }, principal) => {
      allow(principal, 'sns:DeleteTopic', TopicArn);
      await store.write(() => topics.remove(TopicArn));
      return undefined;
    }),

    ListTopics: operation(
      z.strictObject({ NextToken: z.string().optional() }),
      async ({ NextToken }, principal) => {
        allow(principal, 'sns:ListTopics', topicArn('*'));
        const { shown, ...next } = page(topics.list(afterOf(NextToken), pageSize + 1), (arn) => arn);
        return { Topics: { member: shown.map((TopicArn) => ({ TopicArn })) }, ...next };
      },
    ),

    GetTopicAttributes: operation(OfTopic, async ({ TopicArn }, principal) => {
      allow(principal, 'sns:GetTopicAttributes', TopicArn);
      const { attributes } = topics.get(TopicArn);
      return {
        Attributes: entries({
          TopicArn,
          Owner: account,
          DisplayName: '',
          SubscriptionsConfirmed: String(subscriptions.ofTopic(TopicArn).length),
          SubscriptionsPending: '0',
          SubscriptionsDeleted: '0',
          ...attributes,
        }),
      };
    }),

    SetTopicAttributes: operation(
      OfTopic.extend({ AttributeName: z.string(), AttributeValue: z.string().default('') }),
      async ({ TopicArn, AttributeName, AttributeValue }, principal) => {
        allow(principal, 'sns:SetTopicAttributes', TopicArn);
        await store.write(() => topics.setAttribute(TopicArn, AttributeName, AttributeValue));
        return undefined;
      },
    ),

    TagResource: operation(
      z.strictObject({ ResourceArn: z.string(), Tags: listOf(Tag) }),
      async ({ ResourceArn, Tags }, principal) => {
        allow(principal, 'sns:TagResource', ResourceArn);
        await store.write(() =>
          topics.setTags(ResourceArn, { ...topics.get(ResourceArn).tags, ...tagsOf(Tags) }),
        );
        return {};
      },
    ),

    UntagResource: operation(
      z.strictObject({ ResourceArn: z.string(), TagKeys: listOf(z.string()) }),
      async ({ ResourceArn, TagKeys }, principal) => {
        allow(principal, 'sns:UntagResource', ResourceArn);
        await store.write(() => {
          const kept = Object.entries(topics.get(ResourceArn).tags).filter(([key]) => !TagKeys.includes(key));
          topics.setTags(ResourceArn, Object.fromEntries(kept));
        });
        return {};
      },
    ),

    ListTagsForResource: operation(
      z.strictObject({ ResourceArn: z.string() }),
      async ({ ResourceArn }, principal) => {
        allow(principal, 'sns:ListTagsForResource', ResourceArn);
        const { tags } = topics.get(ResourceArn);
        return { Tags: { member: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
      },
    ),
  };
}
