import type { FunctionSpec } from './function-spec.ts';

/** Seconds a function may run. */
export const timeoutOf = ({ timeout = 10 }: FunctionSpec) => timeout;

/** Seconds its inbox hides what it was handed: six times its timeout, as AWS advises. */
export const visibilityOf = (spec: FunctionSpec) => 6 * timeoutOf(spec);

/** Seconds its inbox waits before it hands a message over. */
export const delayOf = ({ on }: Pick<FunctionSpec, 'on'>) => ('facts' in on ? (on.after ?? 0) : 0);

/** Deliveries before a message is parked. */
export const maxReceives = 5;

/** Days a parked message waits for somebody to look at it: the longest SQS keeps one. */
export const parkedDays = 14;

/** Facts of the stream, and messages of an inbox, that a function is handed at once at most. */
export const batchSize = { stream: 100, inbox: 10, gathered: 100 };

/** How an inbox hands messages over: how many at most, and for how many seconds it gathers them. */
export function batchOf({ on }: Pick<FunctionSpec, 'on'>): { most: number; seconds?: number } {
  if ('arrives' in on) return { most: on.together ?? batchSize.inbox };
  const seconds = 'facts' in on ? on.gather : undefined;
  return seconds === undefined ? { most: batchSize.inbox } : { most: batchSize.gathered, seconds };
}

/** A function's copies at work on an inbox at once. An import may not take the account's concurrency from the API. */
export const copiesOf = ({ on }: Pick<FunctionSpec, 'on'>) => ('arrives' in on && on.copies) || 10;
