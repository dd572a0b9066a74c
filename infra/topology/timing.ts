import type { FunctionSpec } from './function-spec.ts';

/** Seconds a function may run. */
export const timeoutOf = ({ timeout = 10 }: FunctionSpec) => timeout;

/** The visibility timeout of its inbox, in seconds: six times its own timeout, as AWS advises. */
export const visibilityOf = (spec: FunctionSpec) => 6 * timeoutOf(spec);

/** Seconds by which its inbox delays each message. */
export const delayOf = ({ on }: Pick<FunctionSpec, 'on'>) => ('facts' in on ? (on.after ?? 0) : 0);

/** Days for which a parked message is kept: the longest SQS allows. */
export const parkedDays = 14;

/**
 * How often a batch of the stream is tried again, and how old a record may become meanwhile, in hours, before it is
 * parked. The relay itself parks what can never be passed on; this is for a topic that takes nothing. The stream forgets
 * after 24 hours, without a word.
 */
export const streamRetries = { most: 30, hours: 20 };

/** The most stream records, or messages of an inbox, in one call of a function. */
export const batchSize = { stream: 100, inbox: 10, gathered: 100 };

/** The most messages an inbox delivers at once, and for how many seconds it gathers them. */
export function batchOf({ on }: Pick<FunctionSpec, 'on'>): { most: number; seconds?: number } {
  const seconds = 'facts' in on || 'topic' in on ? on.gather : undefined;
  if (seconds !== undefined) return { most: batchSize.gathered, seconds };
  return { most: ('arrives' in on || 'topic' in on ? on.batchSize : undefined) ?? batchSize.inbox };
}

/**
 * The most instances of a function that work on its inbox at once: an import must not use up the account's concurrency,
 * which the API shares.
 */
export const instancesOf = ({ on }: Pick<FunctionSpec, 'on'>) =>
  (('arrives' in on || 'topic' in on) && on.instances) || 10;
