import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTopicCloud } from './a-topic.ts';

let cloud: Awaited<ReturnType<typeof aTopicCloud>>;
const invalid = { name: 'InvalidParameterException', $metadata: { httpStatusCode: 400 } };

beforeAll(async () => {
  cloud = await aTopicCloud();
});
afterAll(() => cloud.close());

const create = (Name: string, Attributes = {}) =>
  cloud.sns.send(new CreateTopicCommand({ Name, Attributes }));

describe('a topic', () => {
  it('is created again only as it is', async () => {
    const { TopicArn } = await create('facts', { DisplayName: 'Facts' });
    expect(TopicArn).toBe('arn:aws:sns:ap-south-1:000000000000:facts');
    expect((await create('facts')).TopicArn).toBe(TopicArn);
    await expect(create('facts', { DisplayName: 'Other' })).rejects.toMatchObject(invalid);
  });

  it('shows and changes its attributes', async () => {
    const { TopicArn } = await cloud.aTopic();
    await cloud.sns.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'DisplayName',
        AttributeValue: 'খবর & <more>',
      }),
    );
    const { Attributes } = await cloud.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({ TopicArn, DisplayName: 'খবর & <more>', SubscriptionsConfirmed: '0' });
  });

  it('is listed page by page', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `page-${String(i).padStart(3, '0')}`);
    await Promise.all(names.map((name) => create(name)));
    const arns: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await cloud.sns.send(new ListTopicsCommand({ NextToken }));
      arns.push(...(page.Topics ?? []).map(({ TopicArn }) => TopicArn));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(arns.filter((arn) => arn?.includes(':page-')).map((arn) => arn?.split(':').at(-1))).toEqual(names);
  });

  it('is deleted with its subscriptions', async () => {
    const [{ TopicArn, subscribe }, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    const SubscriptionArn = await subscribe(queue.arn);
    await cloud.sns.send(new DeleteTopicCommand({ TopicArn }));
    const gone = { name: 'NotFoundException', $metadata: { httpStatusCode: 404 } };
    await expect(cloud.sns.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject(gone);
    await expect(
      cloud.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
    ).rejects.toMatchObject(gone);
  });

  it('is refused when it is more than a plain one', async () => {
    await expect(create('in-order.fifo', { FifoTopic: 'true' })).rejects.toMatchObject(invalid);
    await expect(create('locked', { KmsMasterKeyId: 'alias/a' })).rejects.toMatchObject(invalid);
    await expect(create('no spaces')).rejects.toMatchObject(invalid);
  });
});

describe('a subscription', () => {
  it('is made once for a queue, and says what it is', async () => {
    const [{ TopicArn, subscribe }, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    const attributes = { RawMessageDelivery: 'true', FilterPolicy: '{"a":["b"]}' };
    const SubscriptionArn = await subscribe(queue.arn, attributes);
    expect(await subscribe(queue.arn, attributes)).toBe(SubscriptionArn);
    await expect(subscribe(queue.arn, { RawMessageDelivery: 'false' })).rejects.toMatchObject(invalid);
    const { Attributes } = await cloud.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({
      ...attributes,
      TopicArn,
      Endpoint: queue.arn,
      PendingConfirmation: 'false',
    });
    const { Subscriptions } = await cloud.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(Subscriptions).toMatchObject([{ SubscriptionArn, Protocol: 'sqs', Endpoint: queue.arn }]);
    const all = await cloud.sns.send(new ListSubscriptionsCommand({}));
    expect(all.Subscriptions?.map((one) => one.SubscriptionArn)).toContain(SubscriptionArn);
  });

  it('ends', async () => {
    const [{ subscribe, publish }, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    const SubscriptionArn = await subscribe(queue.arn);
    await cloud.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    await publish('x');
    expect(await queue.bodies()).toEqual([]);
  });

  it('parks only for a queue that its redrive policy names', async () => {
    const [{ subscribe }, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    for (const RedrivePolicy of ['"deadLetterTargetArn":"arn:aws:sqs:', '{"deadLetterTargetArn":5}', '{}'])
      await expect(subscribe(queue.arn, { RedrivePolicy })).rejects.toMatchObject(invalid);
  });

  it('is for queues that are there', async () => {
    const { TopicArn, subscribe } = await cloud.aTopic();
    await expect(subscribe('arn:aws:sqs:ap-south-1:000000000000:none')).rejects.toMatchObject(invalid);
    await expect(subscribe('nonsense')).rejects.toMatchObject(invalid);
    for (const [Protocol, Endpoint] of [
      ['email', 'a@b.test'],
      ['sms', '+880'],
    ])
      await expect(
        cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint })),
      ).rejects.toMatchObject(invalid);
  });
});
