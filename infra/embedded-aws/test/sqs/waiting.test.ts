import { type EventEmitter, once } from 'node:events';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitFor } from '../../src/sqs/arrivals.ts';
import { anAws } from '../an-aws.ts';
import { aQueue } from './a-queue.ts';

let cloud: Awaited<ReturnType<typeof anAws>>;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await anAws();
  sqs = new SQSClient(cloud.config);
});
// Time stands still unless a test moves it: `vi.advanceTimersByTime` for all, `clock.turnTo` for the cloud.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => cloud.close());

/** Resolves when as many more calls wait for an arrival, or have ceased to. */
const seen = (change: 'newListener' | 'removeListener', calls = 1) =>
  new Promise<void>((done) => {
    const arrived: EventEmitter = cloud.sqs.arrived;
    let left = calls;
    const count = (event: unknown) => {
      if (event !== 'arrived' || --left > 0) return;
      arrived.off(change, count);
      done();
    };
    arrived.on(change, count);
  });
const waiting = (calls?: number) => seen('newListener', calls);

describe('waiting for a message', () => {
  it('ends with nothing when the time is up, and not before', async () => {
    const { receive, attributes } = await aQueue(sqs);
    const ended = vi.fn();
    const begun = waiting();
    const poll = receive({ WaitTimeSeconds: 20 }).finally(ended);
    await begun;
    vi.advanceTimersByTime(19_999);
    await attributes();
    expect(ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(await poll).toEqual([]);
  });

  it('ends as soon as one arrives', async () => {
    const { send, receive } = await aQueue(sqs);
    const begun = waiting();
    const poll = receive({ WaitTimeSeconds: 20 });
    await begun;
    await send('x');
    expect((await poll).map(({ Body }) => Body)).toEqual(['x']);
  });

  it('ends when a hidden one comes back', async () => {
    const { send, receive } = await aQueue(sqs, { VisibilityTimeout: '5' });
    await send('x');
    await receive();
    const begun = waiting();
    const poll = receive({ WaitTimeSeconds: 20 });
    await begun;
    vi.advanceTimersByTime(5000);
    expect((await poll).map(({ Body }) => Body)).toEqual(['x']);
  });

  it('ends when a delayed one is due, for as long as its queue says', async () => {
    const { send, receive } = await aQueue(sqs, { ReceiveMessageWaitTimeSeconds: '20' });
    await send('y', { DelaySeconds: 5 });
    const begun = waiting();
    const poll = receive();
    await begun;
    vi.advanceTimersByTime(5000);
    expect((await poll).map(({ Body }) => Body)).toEqual(['y']);
  });

  it('goes by the clock of the cloud when that is turned', async () => {
    const { send, receive } = await aQueue(sqs);
    await send('x', { DelaySeconds: 300 });
    const begun = waiting();
    const poll = receive({ WaitTimeSeconds: 20 });
    await begun;
    cloud.clock.turnTo(cloud.clock.now() + 300_000);
    expect((await poll).map(({ Body }) => Body)).toEqual(['x']);
    cloud.clock.turnTo(Date.now());
  });

  it('takes nothing for a caller who has hung up', async () => {
    const { name, QueueUrl, send, receive } = await aQueue(sqs);
    const impatient = new AbortController();
    const begun = waiting(2);
    const poll = receive({ WaitTimeSeconds: 20 });
    const left = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: impatient.signal,
    });
    await begun;
    const noticed = seen('removeListener');
    impatient.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await noticed;
    await send('one');
    expect(await poll).toHaveLength(1);
    const told = once(cloud.sqs.arrived, 'arrived');
    await send('two');
    await told;
    expect(cloud.sqs.count(name)).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
  });

  it('ends at once for a caller who has hung up', async () => {
    const { name } = await aQueue(sqs);
    const { clock } = cloud;
    const gone = new AbortController();
    const begun = waiting();
    const wait = waitFor(name, () => undefined, {
      arrived: cloud.sqs.arrived,
      clock,
      until: clock.now() + 20_000,
      hungUp: gone.signal,
    });
    await begun;
    gone.abort();
    await wait;
    expect(cloud.sqs.arrived.listenerCount('arrived')).toBe(0);
  });

  it('gives each of many messages to one of many who wait', async () => {
    const { send, receive } = await aQueue(sqs);
    const begun = waiting(8);
    const polls = Array.from({ length: 8 }, () => receive({ WaitTimeSeconds: 20, MaxNumberOfMessages: 1 }));
    await begun;
    await Promise.all(Array.from({ length: 8 }, (_, i) => send(`m${i}`)));
    const bodies = (await Promise.all(polls)).flat().map(({ Body }) => Body);
    expect(new Set(bodies).size).toBe(8);
  });
});
