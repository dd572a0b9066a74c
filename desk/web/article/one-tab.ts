import { type ReadonlySignal, signal } from '@preact/signals';

/** A place that one tab of a browser has at a time, such as that of who writes an article. */
export type Place = {
  isHere: ReadonlySignal<boolean>;
  /** Takes the place if no other tab has it; else it comes here when that is closed. Says whether it is here. */
  ask: () => Promise<boolean>;
  /** Takes it from the tab that has it, which keeps first what it has. */
  takeOver: () => Promise<void>;
  leave: () => void;
};

/** How long another tab has to keep what it has, in milliseconds: one that hangs kept it before. */
const longest = 2_000;

/** `keep` is called before another tab takes the place, `came` when it comes here later. */
export function oneTab(
  name: string,
  { keep, came }: { keep: () => Promise<unknown>; came: () => void },
): Place {
  const isHere = signal(false);
  const channel = new BroadcastChannel(name);
  let end: (() => void) | undefined;
  let waiting = new AbortController();
  let isOver = false;

  const lock = (options: LockOptions) =>
    new Promise<boolean>((answered) => {
      const held = navigator.locks.request(name, options, (got) => {
        isHere.value = got !== null && !isOver;
        answered(isHere.value);
        return isHere.value ? new Promise<void>((done) => (end = done)) : undefined;
      });
      // Taken by another tab, or no longer waited for.
      held.catch(() => {
        if (options.signal?.aborted) return answered(false);
        isHere.value = false;
        answered(false);
        if (!isOver) void wait();
      });
    });
  const wait = async () => {
    waiting = new AbortController();
    if (await lock({ signal: waiting.signal })) came();
  };

  channel.onmessage = async ({ data }: MessageEvent<string>) => {
    if (data !== 'keep' || !isHere.value) return;
    isHere.value = false;
    await keep();
    channel.postMessage('kept');
  };
  const othersKept = () =>
    new Promise<void>((done) => {
      const others = new BroadcastChannel(name);
      const finish = () => {
        others.close();
        done();
      };
      others.onmessage = ({ data }: MessageEvent<string>) => data === 'kept' && finish();
      setTimeout(finish, longest);
      channel.postMessage('keep');
    });

  return {
    isHere,
    ask: async () => {
      if (await lock({ ifAvailable: true })) return true;
      void wait();
      return false;
    },
    takeOver: async () => {
      await othersKept();
      waiting.abort();
      if (await lock({ steal: true })) came();
    },
    leave: () => {
      isOver = true;
      waiting.abort();
      end?.();
      channel.close();
    },
  };
}
