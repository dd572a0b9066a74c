import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Intent } from '../../../desk/web/api/kept.ts';
import { type Answer, Refused, type Sent, Unreachable } from '../../../desk/web/api/request.ts';
import { stepOf } from '../../../desk/web/api/step-of.ts';
import { openWriteQueue } from '../../../desk/web/api/write-queue.ts';
import { SignInOver } from '../../../desk/web/sign-in/user-pool.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.UTC(2026, 10, 28) });
});
afterEach(() => {
  vi.useRealTimers();
});

type Asked = Sent & { path: string; answer: (with_: number | Error) => Promise<void> };

/** A queue, what it has asked and waits for, and what the device keeps. */
function aQueue(before: Intent[] = []) {
  const asked: Asked[] = [];
  const kept = new Map(before.map((intent) => [intent.key, intent]));
  const queue = openWriteQueue<string>('art_1', {
    by: 'rumana',
    request: ((_method: string, path: string, sent: Sent) =>
      new Promise<Answer<string>>((done, failed) => {
        asked.push({
          ...sent,
          path,
          answer: async (how) => {
            if (how instanceof Error) failed(how);
            else done({ body: path, etag: `"${how}"`, isUnchanged: false });
            await vi.advanceTimersByTimeAsync(0);
          },
        });
      })) as never,
    kept: {
      keepIntent: async (intent: Intent) => kept.set(intent.key, intent),
      dropIntent: async (key: string) => kept.delete(key),
      intentsOf: async () => [...kept.values()],
    } as never,
  });
  const send = (path: string) => {
    const done = queue.send({ method: 'PUT', path, body: {} });
    done.catch(() => undefined);
    return done;
  };
  const meant = (key: string, at: number): Intent => ({
    ...{ key, at, by: 'rumana', article: 'art_1', method: 'PUT', path: key, body: { key } },
  });
  return { queue, asked, kept, meant, send };
}

describe('the writes of an article', () => {
  it('are sent one after the other, each with the ETag of the answer before it', async () => {
    const { queue, asked, send } = aQueue();
    queue.startFrom('"1"');
    void send('one');
    void send('two');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.map(({ path }) => path)).toEqual(['one']);
    await asked[0]?.answer(2);
    expect(asked.map(({ path, ifMatch }) => [path, ifMatch])).toEqual([
      ['one', '"1"'],
      ['two', '"2"'],
    ]);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  });

  it('are refused after a conflict until somebody has looked', async () => {
    const { queue, asked, send } = aQueue();
    const first = send('one');
    await vi.advanceTimersByTimeAsync(0);
    await asked[0]?.answer(new Refused(412, { code: 'stale' }));
    await expect(first).rejects.toMatchObject({ status: 412 });
    await expect(send('two')).rejects.toMatchObject({ status: 412 });
    expect([asked.length, queue.state.value]).toEqual([1, 'stale']);
    queue.startFrom('"7"');
    void send('three');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.at(-1)).toMatchObject({ path: 'three', ifMatch: '"7"' });
  });

  it('of a withdrawal are of any version, also after a conflict', async () => {
    const { queue, asked, send } = aQueue();
    queue.startFrom('"1"');
    const first = send('one');
    await vi.advanceTimersByTimeAsync(0);
    await asked[0]?.answer(new Refused(412, { code: 'stale' }));
    await expect(first).rejects.toMatchObject({ status: 412 });
    void queue.send(stepOf('art_1', 'kill', { reason: 'আইন' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.at(-1)).toMatchObject({ path: '/api/articles/art_1/kill', ifMatch: '*' });
    expect(stepOf('art_1', 'approve', {})).not.toHaveProperty('ifMatch');
  });

  it.each([
    [new Unreachable(), 'kept'],
    [new SignInOver(), 'over'],
  ])('that have no answer (%s) are on the device, and sent again as they were', async (error, state) => {
    const { queue, asked, kept, send } = aQueue();
    queue.startFrom('"1"');
    void send('one');
    await vi.advanceTimersByTimeAsync(0);
    expect([...kept.keys()]).toEqual([asked[0]?.key]);
    await asked[0]?.answer(error);
    // What is read meanwhile does not make it done.
    queue.startFrom('"5"');
    expect([queue.state.value, asked.length, kept.size]).toEqual([state, 1, 1]);
    queue.wake();
    await vi.advanceTimersByTimeAsync(0);
    const [{ key, ifMatch } = {}, again] = asked;
    expect(again).toMatchObject({ key, ifMatch });
    await again?.answer(6);
    expect([queue.state.value, queue.etag.value, kept.size]).toEqual(['idle', '"6"', 0]);
  });

  it('that were meant before are sent in their order, but none whose answer may be forgotten', async () => {
    const now = Date.now();
    const { meant } = aQueue();
    const { queue, asked, kept } = aQueue([
      meant('later', now - 1_000),
      meant('earlier', now - 2_000),
      meant('too old', now - 21 * 3_600_000),
    ]);
    const resumed = queue.resume();
    await vi.advanceTimersByTimeAsync(0);
    await asked[0]?.answer(2);
    await asked[1]?.answer(3);
    expect(asked.map(({ path }) => path)).toEqual(['earlier', 'later']);
    expect(await resumed).toEqual({ answer: 'later', body: { key: 'later' } });
    expect(kept.size).toBe(0);
  });
});
