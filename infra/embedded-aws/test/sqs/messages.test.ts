import { once } from 'node:events';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAws } from '../an-aws.ts';
import { stillTime } from '../still-time.ts';
import { aQueue } from './a-queue.ts';

let cloud: Awaited<ReturnType<typeof anAws>>;
let sqs: SQSClient;

stillTime();
beforeEach(async () => {
  cloud = await anAws();
  sqs = new SQSClient(cloud.config);
});
afterEach(() => cloud.close());

/** Turns the cloud's clock, within what a signature made by the machine's clock bears. */
const pass = (seconds: number) => cloud.clock.turnTo(cloud.clock.now() + seconds * 1000);

describe('a message', () => {
  it('arrives as it was sent, with its attributes', async () => {
    const { send, receive } = await aQueue(sqs);
    const MessageAttributes = {
      'section.name': { DataType: 'String', StringValue: 'জাতীয়' },
      revision: { DataType: 'Number.int', StringValue: '3' },
      seal: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 10) },
    };
    // The client checks both digests by itself, on the way in and on the way out.
    const { MessageId } = await send('খবর 😀\r\n\t', { MessageAttributes });
    const [message] = await receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({ MessageId, Body: 'খবর 😀\r\n\t', MessageAttributes });
    expect(message?.Attributes).toMatchObject({ SenderId: 'operator', ApproximateReceiveCount: '1' });
    expect(message?.Attributes?.SentTimestamp).toBe(String(Date.now()));
  });

  it('shows the attributes asked for', async () => {
    const { send, receive } = await aQueue(sqs);
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    await send('x', { MessageAttributes: { 'a.b': text('1'), 'a.c': text('2'), d: text('3') } });
    const names = async (MessageAttributeNames: string[]) => {
      const [message] = await receive({ MessageAttributeNames, VisibilityTimeout: 0 });
      return new Set(Object.keys(message?.MessageAttributes ?? {}));
    };
    expect(await names([])).toEqual(new Set());
    expect(await names(['d'])).toEqual(new Set(['d']));
    expect(await names(['a.*'])).toEqual(new Set(['a.b', 'a.c']));
    expect(await names(['.*'])).toEqual(new Set(['a.b', 'a.c', 'd']));
  });

  it('is hidden while somebody works on it, and comes back with a new handle', async () => {
    const { send, receive } = await aQueue(sqs, { VisibilityTimeout: '10' });
    await send('x');
    const [first] = await receive();
    expect(await receive()).toEqual([]);
    pass(11);
    const [second] = await receive({ MessageSystemAttributeNames: ['All'] });
    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  it('is deleted by its newest handle only, even after it came back into sight', async () => {
    const { send, receive, remove, attributes } = await aQueue(sqs);
    await send('x');
    const [first] = await receive({ VisibilityTimeout: 0 });
    const [second] = await receive({ VisibilityTimeout: 0 });
    await remove(first?.ReceiptHandle);
    expect(await attributes()).toMatchObject({ ApproximateNumberOfMessages: '1' });
    await remove(second?.ReceiptHandle);
    expect(await attributes()).toMatchObject({ ApproximateNumberOfMessages: '0' });
    await remove(second?.ReceiptHandle);
  });

  it('is not deleted by a handle of another queue', async () => {
    const [one, other] = [await aQueue(sqs), await aQueue(sqs)];
    await one.send('x');
    const [message] = await one.receive();
    const refused = { name: 'ReceiptHandleIsInvalid', $metadata: { httpStatusCode: 404 } };
    await expect(other.remove(message?.ReceiptHandle)).rejects.toMatchObject(refused);
    await expect(one.remove('nonsense')).rejects.toMatchObject(refused);
  });

  it('waits for its own delay or that of its queue', async () => {
    const { send, receive, attributes } = await aQueue(sqs, { DelaySeconds: '20' });
    await send('queue');
    await send('own', { DelaySeconds: 5 });
    await send('at once', { DelaySeconds: 0 });
    expect((await receive()).map(({ Body }) => Body)).toEqual(['at once']);
    expect(await attributes()).toMatchObject({
      ApproximateNumberOfMessagesDelayed: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessages: '0',
    });
    pass(6);
    expect((await receive()).map(({ Body }) => Body)).toEqual(['own']);
    pass(15);
    expect((await receive()).map(({ Body }) => Body)).toEqual(['queue']);
  });

  it('is forgotten after the retention period', async () => {
    const { send, receive, attributes } = await aQueue(sqs, { MessageRetentionPeriod: '60' });
    await send('x');
    pass(61);
    expect(await attributes()).toMatchObject({ ApproximateNumberOfMessages: '0' });
    expect(await receive()).toEqual([]);
  });

  it('stays hidden for as long as its worker says', async () => {
    const { QueueUrl, send, receive } = await aQueue(sqs, { VisibilityTimeout: '10' });
    await send('x');
    const [message] = await receive();
    const hide = (VisibilityTimeout: number) =>
      sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );
    await hide(60);
    pass(30);
    expect(await receive()).toEqual([]);
    await hide(0);
    await expect(hide(5)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    const [again] = await receive();
    expect(again?.Body).toBe('x');
    await expect(hide(5)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

describe('a message is refused', () => {
  it('for characters XML does not have', async () => {
    const { send } = await aQueue(sqs);
    await expect(send('a\u0001')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
    await expect(send('a\ufffe')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
  });

  it('for its size, attributes included', async () => {
    const { send } = await aQueue(sqs, { MaximumMessageSize: '1024' });
    await send('x'.repeat(1024));
    const tooLong = { name: 'InvalidParameterValue' };
    await expect(send('x'.repeat(1025))).rejects.toMatchObject(tooLong);
    const MessageAttributes = { a: { DataType: 'String', StringValue: 'b' } };
    await expect(send('x'.repeat(1020), { MessageAttributes })).rejects.toMatchObject(tooLong);
    const large = await aQueue(sqs);
    await large.send('x'.repeat(1_048_576));
    await expect(large.send('x'.repeat(1_048_577))).rejects.toMatchObject(tooLong);
  });

  it('for attributes that are not proper', async () => {
    const { send } = await aQueue(sqs);
    const refused = { name: 'InvalidParameterValue' };
    const sendWith = (name: string, attribute: object) =>
      send('x', { MessageAttributes: { [name]: { DataType: 'String', ...attribute } } });
    await expect(sendWith('a', { StringValue: '' })).rejects.toMatchObject(refused);
    await expect(sendWith('a', { DataType: 'Number', StringValue: 'many' })).rejects.toMatchObject(refused);
    await expect(sendWith('a', { DataType: 'Date', StringValue: 'x' })).rejects.toMatchObject(refused);
    await expect(sendWith('aws.a', { StringValue: 'x' })).rejects.toMatchObject(refused);
    await expect(sendWith('a b', { StringValue: 'x' })).rejects.toMatchObject(refused);
    const eleven = Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: 'String', StringValue: 'x' }]);
    await expect(send('x', { MessageAttributes: Object.fromEntries(eleven) })).rejects.toMatchObject(refused);
  });
});

describe('a batch', () => {
  const entry = (Id: string, MessageBody = 'x'): SendMessageBatchRequestEntry => ({ Id, MessageBody });

  it('is sent, hidden and deleted entry by entry', async () => {
    const { QueueUrl, receive } = await aQueue(sqs);
    const Entries = [entry('a', 'one'), entry('b', 'bad \u0002'), entry('c', 'three')];
    const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(sent.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }]);
    const messages = await receive();
    expect(messages.map(({ Body }) => Body)).toEqual(['one', 'three']);
    const handles = messages.map(({ ReceiptHandle }, i) => ({ Id: `m${i}`, ReceiptHandle }));
    const Hidden = [
      ...handles.map((one) => ({ ...one, VisibilityTimeout: 600 })),
      { Id: 'none', ReceiptHandle: 'nonsense' },
    ];
    const hidden = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: Hidden }));
    expect([hidden.Successful?.length, hidden.Failed?.[0]?.Code]).toEqual([2, 'ReceiptHandleIsInvalid']);
    const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
    expect(deleted.Successful).toHaveLength(2);
    expect(cloud.sqs.count(QueueUrl?.split('/').at(-1) ?? '')).toEqual({
      visible: 0,
      inFlight: 0,
      delayed: 0,
    });
  });

  it('fails only the entry that asks for too long a time', async () => {
    const { QueueUrl, receive } = await aQueue(sqs);
    const Entries = [entry('a'), { ...entry('b'), DelaySeconds: 901 }];
    const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a']);
    expect(sent.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidParameterValue' }]);
    const [{ ReceiptHandle } = {}] = await receive();
    const hidden = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'long', ReceiptHandle, VisibilityTimeout: 43_201 },
          { Id: 'right', ReceiptHandle, VisibilityTimeout: 43_200 },
        ],
      }),
    );
    expect(hidden.Failed).toMatchObject([{ Id: 'long', Code: 'InvalidParameterValue' }]);
    expect(hidden.Successful).toEqual([{ Id: 'right' }]);
  });

  it('is refused as a whole when it is no batch', async () => {
    const { QueueUrl } = await aQueue(sqs);
    const send = (Entries: SendMessageBatchRequestEntry[]) =>
      sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await expect(send([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
    await expect(send([entry('a'), entry('a')])).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
    await expect(send([entry('a b')])).rejects.toMatchObject({ name: 'InvalidBatchEntryId' });
    const eleven = Array.from({ length: 11 }, (_, i) => entry(`e${i}`));
    await expect(send(eleven)).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
    const half = 'x'.repeat(600_000);
    await expect(send([entry('a', half), entry('b', half)])).rejects.toMatchObject({
      name: 'BatchRequestTooLong',
    });
  });
});

describe('the same queue from inside the process', () => {
  it('hands messages over as Lambda gets them', async () => {
    const { name, send } = await aQueue(sqs, { VisibilityTimeout: '10' });
    await send('খবর', { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } });
    const [message] = await cloud.sqs.receive(name, 10);
    expect(message).toMatchObject({
      body: 'খবর',
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: { a: { dataType: 'String', stringValue: 'b' } },
    });
    expect(cloud.sqs.count(name)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    expect(cloud.sqs.nextVisibleAt(name)).toBe(cloud.clock.now() + 10_000);
    pass(11);
    expect(cloud.sqs.count(name).visible).toBe(1);
    const [again] = await cloud.sqs.receive(name, 10);
    await cloud.sqs.remove(name, [again?.receiptHandle ?? '']);
    expect(cloud.sqs.nextVisibleAt(name)).toBeUndefined();
  });

  it('tells of an arrival once it is durable, and of none that was undone', async () => {
    const { name, arn } = await aQueue(sqs);
    const seen: number[] = [];
    cloud.sqs.arrived.on('arrived', (queue) => {
      if (queue === name) seen.push(cloud.sqs.count(name).visible);
    });
    const told = once(cloud.sqs.arrived, 'arrived');
    await cloud.store.write(() => cloud.sqs.enqueue(arn, 'kept', {}));
    await told;
    expect(seen).toEqual([1]);
    const undone = cloud.store.write(() => {
      cloud.sqs.enqueue(arn, 'undone', {});
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    // A wake-up is given in the next turn of the event loop, also an idle one.
    await new Promise((done) => setImmediate(done));
    expect(seen.every((visible) => visible === 1)).toBe(true);
    expect(cloud.sqs.count(name).visible).toBe(1);
  });

  it('refuses a queue that is not there', () => {
    expect(() => cloud.sqs.count('none')).toThrow(expect.objectContaining({ code: 'QueueDoesNotExist' }));
  });
});
