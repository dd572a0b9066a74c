import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTopicCloud, list, number, text } from './a-topic.ts';

let cloud: Awaited<ReturnType<typeof aTopicCloud>>;

beforeAll(async () => {
  cloud = await aTopicCloud();
});
afterAll(() => cloud.close());

const raw = { RawMessageDelivery: 'true' };
const binary = { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) };

describe('publishing', () => {
  it('puts the message into every subscribed queue, in an envelope', async () => {
    const [topic, one, two] = [await cloud.aTopic(), await cloud.aQueue(), await cloud.aQueue()];
    await topic.subscribe(one.arn);
    await topic.subscribe(two.arn);
    const attributes = { type: text('order.placed'), revision: number(3), seal: binary };
    const { MessageId } = await topic.publish('<খবর> & "more"', attributes, { Subject: 'Subject' });
    for (const queue of [one, two]) {
      const [body] = await queue.bodies();
      expect(JSON.parse(body ?? '')).toMatchObject({
        Type: 'Notification',
        MessageId,
        TopicArn: topic.TopicArn,
        Subject: 'Subject',
        Message: '<খবর> & "more"',
        Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        MessageAttributes: {
          type: { Type: 'String', Value: 'order.placed' },
          revision: { Type: 'Number', Value: '3' },
          seal: { Type: 'Binary', Value: 'AP8=' },
        },
      });
    }
  });

  it('hands the bare message and its attributes to who wants it raw', async () => {
    const [topic, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    await topic.subscribe(queue.arn, raw);
    await topic.publish('{"id":1}', { type: text('a'), sections: list('x', 'y'), seal: binary });
    const [message] = await queue.messages();
    expect(message?.body).toBe('{"id":1}');
    expect(message?.messageAttributes).toEqual({
      type: { dataType: 'String', stringValue: 'a' },
      sections: { dataType: 'String.Array', stringValue: '["x","y"]' },
      seal: { dataType: 'Binary', binaryValue: 'AP8=' },
    });
  });

  it('gives queues their own text of a structured message', async () => {
    const [topic, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    await topic.subscribe(queue.arn, raw);
    await topic.publish('{"default":"all","sqs":"queues"}', undefined, { MessageStructure: 'json' });
    expect(await queue.bodies()).toEqual(['queues']);
    await expect(topic.publish('{"sqs":"x"}', undefined, { MessageStructure: 'json' })).rejects.toMatchObject(
      {
        name: 'InvalidParameterException',
      },
    );
  });

  it('fails only for the queue that is gone or refuses, and parks for a subscription that says where', async () => {
    const [topic, gone, good, parked] = [
      await cloud.aTopic(),
      await cloud.aQueue(),
      await cloud.aQueue(),
      await cloud.aQueue(),
    ];
    await topic.subscribe(gone.arn, {
      ...raw,
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: parked.arn }),
    });
    await topic.subscribe(good.arn, raw);
    const QueueUrl = `${cloud.url}/000000000000/${gone.name}`;
    await cloud.sqsClient.send(new DeleteQueueCommand({ QueueUrl }));
    await topic.publish('x');
    expect([await good.bodies(), await parked.bodies()]).toEqual([['x'], ['x']]);
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, text('x')]));
    await topic.publish('too many attributes to be raw', eleven);
    expect(await good.bodies()).toEqual([]);
  });

  it('is one durable step with its deliveries', async () => {
    const [topic, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    await topic.subscribe(queue.arn);
    const wakes: number[] = [];
    const listen = (name: string) => {
      if (name === queue.name) wakes.push(cloud.sqs.count(name).visible);
    };
    cloud.sqs.arrived.on('arrived', listen);
    await topic.publish('x');
    // A wake-up is given in the turn of the event loop after the write.
    await new Promise((done) => setImmediate(done));
    cloud.sqs.arrived.off('arrived', listen);
    expect(wakes).toEqual([1]);
  });
});

describe('what was published', () => {
  it('is still there when the cloud is opened again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
    const first = await aTopicCloud(join(folder, 'cloud.db'));
    const [topic, queue] = [await first.aTopic(), await first.aQueue()];
    await topic.subscribe(queue.arn, raw);
    await topic.publish('kept');
    await first.close();
    const second = await aTopicCloud(join(folder, 'cloud.db'));
    const messages = await second.sqs.receive(queue.name, 10);
    await second.close();
    rmSync(folder, { recursive: true });
    expect(messages.map(({ body }) => body)).toEqual(['kept']);
  });
});

describe('publishing a batch', () => {
  it('refuses single messages, or the whole', async () => {
    const [{ TopicArn, subscribe }, queue] = [await cloud.aTopic(), await cloud.aQueue()];
    await subscribe(queue.arn, raw);
    const send = (entries: { Id: string; Message: string }[]) =>
      cloud.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
    const { Successful, Failed } = await send([
      { Id: 'a', Message: 'one' },
      { Id: 'b', Message: '' },
      { Id: 'c', Message: 'three' },
    ]);
    expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameter', SenderFault: true }]);
    expect(await queue.bodies()).toEqual(['one', 'three']);
    await expect(send([])).rejects.toMatchObject({ name: 'EmptyBatchRequestException' });
    const same = [1, 2].map(() => ({ Id: 'a', Message: 'x' }));
    await expect(send(same)).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinctException' });
    const eleven = Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, Message: 'x' }));
    await expect(send(eleven)).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequestException' });
    const large = ['a', 'b'].map((Id) => ({ Id, Message: 'x'.repeat(140_000) }));
    await expect(send(large)).rejects.toMatchObject({ name: 'BatchRequestTooLongException' });
  });
});

describe('a message is refused', () => {
  it('for its size, its attributes or its subject', async () => {
    const { publish } = await cloud.aTopic();
    const invalid = { name: 'InvalidParameterException', $metadata: { httpStatusCode: 400 } };
    await publish('x'.repeat(262_144));
    await expect(publish('x'.repeat(262_145))).rejects.toMatchObject(invalid);
    await expect(publish('')).rejects.toMatchObject(invalid);
    await expect(publish('x', undefined, { Subject: 'two\nlines' })).rejects.toMatchObject(invalid);
    const wrong = { name: 'InvalidParameterValueException' };
    await expect(publish('x', { a: { DataType: 'Number', StringValue: 'many' } })).rejects.toMatchObject(
      wrong,
    );
    await expect(publish('x', { a: text('') })).rejects.toMatchObject(wrong);
  });

  it('for a topic that is not there, or anything that is no topic', async () => {
    const publish = (more: object) => cloud.sns.send(new PublishCommand({ Message: 'x', ...more }));
    const TopicArn = 'arn:aws:sns:ap-south-1:000000000000:none';
    await expect(publish({ TopicArn })).rejects.toMatchObject({ name: 'NotFoundException' });
    const invalid = { name: 'InvalidParameterException' };
    await expect(publish({})).rejects.toMatchObject(invalid);
    await expect(publish({ PhoneNumber: '+8801700000000' })).rejects.toMatchObject(invalid);
    await expect(publish({ TopicArn, MessageGroupId: 'a' })).rejects.toMatchObject(invalid);
  });
});
