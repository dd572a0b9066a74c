import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';

export type Arrived = EventEmitter<{ arrived: [queue: string] }>;

/**
 * Tells of arrivals once they are durable. A write and its commit share one turn of the event loop, so what is told in
 * the next turn is on disk; after a write that failed it is an idle wake-up, which every listener bears.
 */
export function openArrivals(): { arrived: Arrived; tell: (queue: string) => void } {
  const arrived: Arrived = new EventEmitter();
  arrived.setMaxListeners(0);
  const waiting = new Set<string>();
  const tell = (queue: string) => {
    if (waiting.size === 0)
      setImmediate(() => {
        const queues = [...waiting];
        waiting.clear();
        for (const name of queues) arrived.emit('arrived', name);
      });
    waiting.add(queue);
  };
  return { arrived, tell };
}

type Waiting = { arrived: Arrived; clock: Clock; until: number; gone?: AbortSignal | undefined };

/** Waits for the instant `readyAt` says, as long as somebody listens and at most to `until`, by the cloud's clock. */
export async function waitFor(
  queue: string,
  readyAt: () => number | undefined,
  { arrived, clock, until, gone }: Waiting,
): Promise<void> {
  for (;;) {
    const now = clock.now();
    const next = Math.min(readyAt() ?? until, until);
    if (gone?.aborted || next <= now) return;
    await new Promise<void>((done) => {
      const wake = () => {
        clearTimeout(timer);
        arrived.off('arrived', wakeFor);
        clock.turned.off('turned', wake);
        gone?.removeEventListener('abort', wake);
        done();
      };
      const wakeFor = (name: string) => {
        if (name === queue) wake();
      };
      const timer = setTimeout(wake, next - now);
      arrived.on('arrived', wakeFor);
      clock.turned.on('turned', wake);
      gone?.addEventListener('abort', wake);
    });
  }
}
