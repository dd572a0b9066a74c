/** The time as the embedded cloud sees it. It runs like any clock, and a test can turn it. */
export type Clock = { now: () => number; turnTo: (instant: number) => void; offset: SharedArrayBuffer };

/**
 * A clock that starts at the machine's time, or at `start` (milliseconds since the epoch).
 * The offset lies in shared memory so that sandboxes on other threads see the same time.
 */
export function openClock(start = Date.now()): Clock {
  const offset = new SharedArrayBuffer(8);
  const view = new Float64Array(offset);
  const turnTo = (instant: number) => {
    view[0] = instant - Date.now();
  };
  turnTo(start);
  return { now: () => Date.now() + (view[0] ?? 0), turnTo, offset };
}
