import { EventEmitter } from 'node:events';

/** The time all services go by. It runs like any clock, and a test can turn it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now: () => number;
  turnTo: (instant: number) => void;
  /** Emits after each turn, so that whoever waits for an instant can check again. */
  turned: EventEmitter<{ turned: [] }>;
  /** The difference from the machine's time in milliseconds (one float64), in memory that other threads can share. */
  offset: SharedArrayBuffer;
};

/** A clock that starts at the machine's time, or at `start` (milliseconds since the epoch). */
export function openClock(start?: number): Clock {
  const offset = new SharedArrayBuffer(8);
  const view = new Float64Array(offset);
  const turned: Clock['turned'] = new EventEmitter();
  turned.setMaxListeners(0);
  const turnTo = (instant: number) => {
    view[0] = instant - Date.now();
    turned.emit('turned');
  };
  if (start !== undefined) turnTo(start);
  return { now: () => Date.now() + (view[0] ?? 0), turnTo, turned, offset };
}
