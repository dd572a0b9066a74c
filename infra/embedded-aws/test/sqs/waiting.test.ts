import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../src/sqs/arrivals.ts';
import { anAws } from '../an-aws.ts';
import { aQueue } from './a-queue.ts';

let cloud: Awaited<ReturnType<typeof anAws>>;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await anAws();
  sqs = new SQSClient(cloud.config);
});
afterAll(() => cloud.close());

const seconds = async <T>(work: Promise<T>): Promise<[T, number]> => {
  const start = performance.now();
  return [await work, (performance.now() - start) / 1000];
};
const soon = (work: () => unknown) => setTimeout(work, 150);

describe('waiting for a message', () => {
  it('ends with nothing when the time is up', async () => {
    const { receive } = await aQueue(sqs);
    const [messages, took] = await seconds(receive({ WaitTimeSeconds: 1 }));
    expect(messages).toEqual([]);
    expect(took).toBeGreaterThan(0.95);
    expect(took).toBeLessThan(2);
  });

  it('ends as soon as one arrives', async () => {
    const { send, receive } = await aQueue(sqs);
    soon(() => send('x'));
    const [messages, took] = await seconds(receive({ WaitTimeSeconds: 20 }));
    expect(messages).toHaveLength(1);
    expect(took).toBeLessThan(2);
  });

  it('ends when a hidden one comes back or a delayed one is due', async () => {
    const { send, receive } = await aQueue(sqs, {
      VisibilityTimeout: '1',
      ReceiveMessageWaitTimeSeconds: '20',
    });
    await send('x');
    await receive();
    const [again, took] = await seconds(receive());
    expect([again.length, took > 0.5 && took < 2]).toEqual([1, true]);
    await send('y', { DelaySeconds: 1 });
    expect((await receive())[0]?.Body).toBeDefined();
  });

  it('goes by the clock of the cloud when that is turned', async () => {
    const { send, receive } = await aQueue(sqs);
    await send('x', { DelaySeconds: 300 });
    soon(() => cloud.clock.turnTo(cloud.clock.now() + 301_000));
    const [none, took] = await seconds(receive({ WaitTimeSeconds: 20 }));
    cloud.clock.turnTo(Date.now());
    expect([none.length, took < 2]).toEqual([1, true]);
  });

  it('takes nothing for a caller who has hung up', async () => {
    const { name, QueueUrl, send, receive } = await aQueue(sqs);
    const impatient = new AbortController();
    const waiting = receive({ WaitTimeSeconds: 20 });
    const left = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: impatient.signal,
    });
    soon(() => impatient.abort());
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((done) => setTimeout(done, 50));
    await send('one');
    expect(await waiting).toHaveLength(1);
    await send('two');
    await new Promise((done) => setTimeout(done, 100));
    expect(cloud.sqs.count(name)).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
  });

  it('ends at once for a caller who has hung up', async () => {
    const { name } = await aQueue(sqs);
    const { clock } = cloud;
    const gone = new AbortController();
    soon(() => gone.abort());
    const waiting = waitFor(name, () => undefined, {
      arrived: cloud.sqs.arrived,
      clock,
      until: clock.now() + 20_000,
      gone: gone.signal,
    });
    const [, took] = await seconds(waiting);
    expect(took).toBeLessThan(2);
  });

  it('gives each of many messages to one of many who wait', async () => {
    const { send, receive } = await aQueue(sqs);
    const waiting = Array.from({ length: 8 }, () => receive({ WaitTimeSeconds: 2, MaxNumberOfMessages: 1 }));
    await Promise.all(Array.from({ length: 8 }, (_, i) => send(`m${i}`)));
    const bodies = (await Promise.all(waiting)).flat().map(({ Body }) => Body);
    expect(new Set(bodies).size).toBe(8);
  });
});
