import {
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
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

/** An inbox that gives up on a message after `tries`, and where it parks what it gave up on. */
const anInbox = async (tries = 2) => {
  const parked = await aQueue(sqs);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: parked.arn, maxReceiveCount: tries });
  return { parked, inbox: await aQueue(sqs, { RedrivePolicy }) };
};

describe('a message nobody manages', () => {
  it('is parked after as many tries as the policy gives it', async () => {
    const { parked, inbox } = await anInbox();
    const { MessageId } = await inbox.send('hopeless');
    for (const _ of [1, 2]) expect(await inbox.receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await parked.receive()).toEqual([]);
    expect(await inbox.receive()).toEqual([]);
    const [message] = await parked.receive({ MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({
      MessageId,
      Body: 'hopeless',
      Attributes: { DeadLetterQueueSourceArn: inbox.arn, ApproximateReceiveCount: '1' },
    });
  });

  it('does not keep its neighbours from being received', async () => {
    const { inbox } = await anInbox(1);
    for (const body of ['bad 1', 'bad 2']) await inbox.send(body);
    expect(await inbox.receive({ VisibilityTimeout: 0 })).toHaveLength(2);
    await inbox.send('good');
    expect((await inbox.receive({ MaxNumberOfMessages: 1 })).map(({ Body }) => Body)).toEqual(['good']);
  });

  it('is parked for readers inside the process too', async () => {
    const { parked, inbox } = await anInbox(1);
    await inbox.send('hopeless');
    expect(await cloud.sqs.receive(inbox.name, 1)).toHaveLength(1);
    cloud.clock.turnTo(cloud.clock.now() + 31_000);
    expect(await cloud.sqs.receive(inbox.name, 1)).toEqual([]);
    expect(cloud.sqs.count(parked.name).visible).toBe(1);
  });
});

describe('a redrive policy', () => {
  it('names a queue that is there and lets itself be named', async () => {
    const { QueueUrl } = await aQueue(sqs);
    const target = await aQueue(sqs, { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
    const set = (deadLetterTargetArn: string) => {
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
      return sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    };
    const refused = { name: 'InvalidParameterValue' };
    await expect(set('arn:aws:sqs:ap-south-1:000000000000:none')).rejects.toMatchObject(refused);
    await expect(set(target.arn)).rejects.toMatchObject(refused);
  });

  it('is known to the queue it names', async () => {
    const { parked, inbox } = await anInbox();
    const { queueUrls } = await sqs.send(
      new ListDeadLetterSourceQueuesCommand({ QueueUrl: parked.QueueUrl }),
    );
    expect(queueUrls).toEqual([inbox.QueueUrl]);
  });
});

describe('sending parked messages back', () => {
  it('starts them anew where they came from', async () => {
    const { parked, inbox } = await anInbox(1);
    const { MessageId } = await inbox.send('retry');
    await inbox.receive({ VisibilityTimeout: 0 });
    await inbox.receive();
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: parked.arn }));
    const [message] = await inbox.receive({ MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({ Body: 'retry', Attributes: { ApproximateReceiveCount: '1' } });
    expect(message?.MessageId).not.toBe(MessageId);
    const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: parked.arn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  });

  it('is only for queues that park for another', async () => {
    const { arn } = await aQueue(sqs);
    const move = (SourceArn: string) => sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    await expect(move(arn)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(move(`${arn}x`)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
