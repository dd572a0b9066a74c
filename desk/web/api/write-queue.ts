import { type ReadonlySignal, signal } from '@preact/signals';
import { SignInOver } from '../sign-in/user-pool.ts';
import type { Intent } from './kept.ts';
import { type Answer, Refused, type request, Unreachable } from './request.ts';

/** What somebody writes with: the API, what this device keeps, and who they are. */
export type Means = { by: string; request: typeof request; kept: typeof import('./kept.ts') };

/**
 * `kept`: it is on this device, and is sent again; `stale`: somebody else saved first, and nothing is sent until that is
 * resolved; `over`: whoever is signed in has to sign in again.
 */
export type QueueState = 'idle' | 'sending' | 'kept' | 'stale' | 'over';

/** With `ifMatch`, of any version, whatever this person has seen. */
export type Write = Pick<Intent, 'method' | 'path' | 'body'> & { ifMatch?: '*' };

export type WriteQueue<T> = {
  state: ReadonlySignal<QueueState>;
  /** The ETag that the next write carries: that of the last answer. */
  etag: ReadonlySignal<string | undefined>;
  /** Sends a write after those before it. Throws `Refused`; what cannot be sent now waits here until it can. */
  send: (write: Write) => Promise<T>;
  /** Goes on from a version that was read: at the beginning, and when a conflict is resolved. */
  startFrom: (etag: string | undefined) => void;
  /** Sends what this person meant before the page was left, if it is not known to be done. */
  resume: () => Promise<{ answer: T; body: object } | undefined>;
  /** Tries again now what waits. */
  wake: () => void;
  /** From now on its writes are of this article: that of the last answer, which was new. */
  moveTo: (article: string) => void;
};

/** Milliseconds between tries: doubled each time, and no two people at once after an outage. */
const pauseAfter = (tries: number) => Math.min(60_000, 1_000 * 2 ** tries) * (0.5 + Math.random());

/** How long a write may wait on a device: answers to its key are kept for a day. In milliseconds. */
const longest = 20 * 3_600_000;

/**
 * The writes of one article, one at a time: the ETag of each answer goes with the next, so nobody conflicts with
 * themselves. After a conflict all writes are refused until somebody has looked.
 */
export function openWriteQueue<T>(opened: string, { by, request, kept }: Means): WriteQueue<T> {
  let article = opened;
  const state = signal<QueueState>('idle');
  const etag = signal<string | undefined>();
  let last: Promise<unknown> = Promise.resolve();
  let awake: (() => void) | undefined;
  const wake = () => awake?.();

  const pause = (tries: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, pauseAfter(tries));
      awake = () => {
        clearTimeout(timer);
        done();
      };
    });

  /** Sends until there is an answer. */
  const untilAnswered = async (intent: Intent, tries = 0): Promise<Answer<T>> => {
    try {
      state.value = tries === 0 ? 'sending' : state.value;
      const { body, ifMatch, key } = intent;
      return await request<T>(intent.method, intent.path, { body, key, ...(ifMatch ? { ifMatch } : {}) });
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignInOver)) throw error;
      state.value = error instanceof Unreachable ? 'kept' : 'over';
      await pause(tries);
      return untilAnswered(intent, tries + 1);
    }
  };

  const run = async (intent: Intent): Promise<T> => {
    await kept.keepIntent(intent);
    try {
      const answer = await untilAnswered(intent);
      etag.value = answer.etag;
      state.value = 'idle';
      return answer.body;
    } catch (error) {
      state.value = error instanceof Refused && error.status === 412 ? 'stale' : 'idle';
      throw error;
    } finally {
      await kept.dropIntent(intent.key);
    }
  };

  const inTurn = (work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    state,
    etag,
    wake,
    moveTo: (next) => {
      article = next;
    },
    send: (write) =>
      inTurn(() => {
        if (state.value === 'stale' && !write.ifMatch) throw new Refused(412, { code: 'stale' });
        const ifMatch = etag.value === undefined ? {} : { ifMatch: etag.value };
        return run({ ...ifMatch, ...write, key: crypto.randomUUID(), by, article, at: Date.now() });
      }),
    startFrom: (read) => {
      etag.value = read;
      if (state.value === 'stale') state.value = 'idle';
    },
    resume: async () => {
      const meant = (await kept.intentsOf(by, article)).sort((a, b) => a.at - b.at);
      let done: { answer: T; body: object } | undefined;
      for (const intent of meant) {
        if (Date.now() - intent.at > longest) await kept.dropIntent(intent.key);
        else
          await inTurn(() => run(intent)).then(
            (answer) => {
              done = { answer, body: intent.body };
            },
            () => undefined,
          );
      }
      return done;
    },
  };
}
