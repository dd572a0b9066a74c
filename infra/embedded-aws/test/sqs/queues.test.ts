import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAws } from '../an-aws.ts';
import { stillTime } from '../still-time.ts';
import { aQueue } from './a-queue.ts';

let cloud: Awaited<ReturnType<typeof anAws>>;
let sqs: SQSClient;

stillTime();
beforeAll(async () => {
  cloud = await anAws();
  sqs = new SQSClient(cloud.config);
});
afterAll(() => cloud.close());

const create = (QueueName: string, Attributes = {}) =>
  sqs.send(new CreateQueueCommand({ QueueName, Attributes }));

describe('a queue', () => {
  it('has an address at the host it was asked by', async () => {
    const { QueueUrl } = await create('inbox');
    expect(QueueUrl).toBe(`${cloud.url}/000000000000/inbox`);
    expect(await sqs.send(new GetQueueUrlCommand({ QueueName: 'inbox' }))).toMatchObject({ QueueUrl });
  });

  it('is created again only as it is', async () => {
    const first = await create('again', { VisibilityTimeout: '7' });
    expect((await create('again', { VisibilityTimeout: '7' })).QueueUrl).toBe(first.QueueUrl);
    expect((await create('again')).QueueUrl).toBe(first.QueueUrl);
    await expect(create('again', { VisibilityTimeout: '8' })).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
  });

  it('has the attributes it was given, and the usual ones', async () => {
    const { attributes, arn } = await aQueue(sqs, { VisibilityTimeout: '90', Policy: '{"a":1}' });
    expect(await attributes()).toMatchObject({
      QueueArn: arn,
      VisibilityTimeout: '90',
      Policy: '{"a":1}',
      MessageRetentionPeriod: '345600',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      ApproximateNumberOfMessages: '0',
    });
  });

  it('shows the attributes asked for', async () => {
    const { QueueUrl } = await aQueue(sqs);
    const get = async (AttributeNames: ('DelaySeconds' | 'QueueArn' | 'Policy')[]) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))).Attributes;
    expect(await get(['DelaySeconds'])).toEqual({ DelaySeconds: '0' });
    expect(await get(['Policy'])).toBeUndefined();
    await expect(get(['Nonsense' as 'Policy'])).rejects.toMatchObject({ name: 'InvalidAttributeName' });
  });

  it('takes other attributes later', async () => {
    const { QueueUrl, attributes } = await aQueue(sqs);
    const set = (Attributes: Record<string, string>) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await set({ DelaySeconds: '5' });
    expect(await attributes()).toMatchObject({ DelaySeconds: '5', VisibilityTimeout: '30' });
    await expect(set({ DelaySeconds: '901' })).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
    await expect(set({ RedrivePolicy: '{"maxReceiveCount":1}' })).rejects.toMatchObject({
      name: 'InvalidAttributeValue',
    });
  });

  it('has tags', async () => {
    const { QueueUrl } = await aQueue(sqs);
    await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2' } }));
    await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a'] }));
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ b: '2' });
  });

  it('is emptied by a purge', async () => {
    const { QueueUrl, send, receive } = await aQueue(sqs);
    await send('one');
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await receive()).toEqual([]);
  });

  it('is purged at most once a minute', async () => {
    const { QueueUrl } = await aQueue(sqs);
    const purge = () => sqs.send(new PurgeQueueCommand({ QueueUrl }));
    await purge();
    await expect(purge()).rejects.toMatchObject({ name: 'PurgeQueueInProgress' });
    cloud.clock.turnTo(cloud.clock.now() + 61_000);
    await purge();
  });

  it('is gone when deleted, with its messages', async () => {
    const { QueueUrl, name, send, receive } = await aQueue(sqs);
    await send('one');
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    const gone = { name: 'QueueDoesNotExist', $metadata: { httpStatusCode: 400 } };
    await expect(receive()).rejects.toMatchObject(gone);
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: name }))).rejects.toMatchObject(gone);
    await create(name);
    expect(await receive()).toEqual([]);
  });
});

describe('listing queues', () => {
  it('goes through pages, by prefix', async () => {
    await Promise.all(['list-a', 'list-b', 'list-c', 'other'].map((name) => create(name)));
    const page = (more: object) =>
      sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'list-', MaxResults: 2, ...more }));
    const first = await page({});
    const second = await page({ NextToken: first.NextToken });
    const names = [...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])].map((url) =>
      url.split('/').at(-1),
    );
    expect(names).toEqual(['list-a', 'list-b', 'list-c']);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('what a queue here cannot be', () => {
  it('is refused by name', async () => {
    const refused = { name: 'UnsupportedOperation' };
    await expect(create('in-order.fifo', { FifoQueue: 'true' })).rejects.toMatchObject(refused);
    await expect(create('ordered', { FifoQueue: 'true' })).rejects.toMatchObject(refused);
    await expect(create('locked', { KmsMasterKeyId: 'alias/a' })).rejects.toMatchObject(refused);
    const { send } = await aQueue(sqs);
    await expect(send('x', { MessageGroupId: 'a' })).rejects.toMatchObject(refused);
  });

  it('has a proper name and known attributes', async () => {
    await expect(create('no spaces')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(create('odd', { Nonsense: '1' })).rejects.toMatchObject({ name: 'InvalidAttributeName' });
    await expect(create('odd', { VisibilityTimeout: '43201' })).rejects.toMatchObject({
      name: 'InvalidAttributeValue',
    });
  });
});
