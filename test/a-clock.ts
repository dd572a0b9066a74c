import { EventEmitter } from 'node:events';
import type { Clock } from 'embedded-aws';

/** Noon in Dhaka on a Tuesday: no hour, day, week, month or year is about to end. */
export const noon = Date.parse('2026-11-24T06:00:00Z');

/**
 * A clock that stands until it is turned, however long a test takes. It goes on by a millisecond whenever the cloud looks
 * at it, so that what comes later is later; or by a part of one, where paces are measured.
 */
export function aClock(start = noon, tick = 1): Clock {
  const offset = new SharedArrayBuffer(16);
  const view = new Float64Array(offset);
  const turned: Clock['turned'] = new EventEmitter();
  turned.setMaxListeners(0);
  const set = (instant: number) => {
    view[1] = instant;
    return instant;
  };
  const turnTo = (instant: number) => {
    set(instant);
    turned.emit('turned');
  };
  set(start);
  return { now: () => Math.floor(set((view[1] ?? start) + tick)), turnTo, turned, offset };
}
