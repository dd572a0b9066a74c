import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';

export type Arrived = EventEmitter<{ arrived: [queue: string] }>;

/**
 * Announces arrivals once they are on disk. A write is committed in the turn of the event loop it runs in, so arrivals
 * are announced in the next one. After a write that failed, listeners wake up for nothing.
 */
export function openArrivals(): { arrived: Arrived; announce: (queue: string) => void } {
  const arrived: Arrived = new EventEmitter();
  arrived.setMaxListeners(0);
  const waiting = new Set<string>();
  const announce = (queue: string) => {
    if (waiting.size === 0)
      setImmediate(() => {
        const queues = [...waiting];
        waiting.clear();
        for (const name of queues) arrived.emit('arrived', name);
      });
    waiting.add(queue);
  };
  return { arrived, announce };
}

type Waiting = { arrived: Arrived; clock: Clock; until: number; hungUp?: AbortSignal | undefined };

/** Waits until the instant that `readyAt` returns, but at most until `until`, and not after the caller has hung up. */
export async function waitFor(
  queue: string,
  readyAt: () => number | undefined,
  { arrived, clock, until, hungUp }: Waiting,
): Promise<void> {
  for (;;) {
    const now = clock.now();
    const next = Math.min(readyAt() ?? until, until);
    if (hungUp?.aborted || next <= now) return;
    await new Promise<void>((done) => {
      const wake = () => {
        clearTimeout(timer);
        arrived.off('arrived', wakeFor);
        clock.turned.off('turned', wake);
        hungUp?.removeEventListener('abort', wake);
        done();
      };
      const wakeFor = (name: string) => {
        if (name === queue) wake();
      };
      const timer = setTimeout(wake, next - now);
      arrived.on('arrived', wakeFor);
      clock.turned.on('turned', wake);
      hungUp?.addEventListener('abort', wake);
    });
  }
}
