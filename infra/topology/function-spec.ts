import type { EventType } from '../../shared/events.ts';
import type { Grant, Setting } from './grants.ts';

export type Trigger =
  /** A route of the HTTP API. Anybody may call an `open` one; all others need a verified token. */
  | { route: `${'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'ANY'} /${'api' | 'go'}/${string}`; open?: true }
  /**
   * Facts of these types, from the facts topic through an inbox of the function's own. The inbox delivers each after
   * `after` seconds, or gathers them for `gather` seconds and delivers up to a hundred together.
   */
  | { facts: readonly EventType[]; after?: number; gather?: number }
  /**
   * Messages of another topic, all or of these types, through an inbox of the function's own. Batches and instances are as
   * those of arrivals, `gather` as for facts.
   */
  | {
      topic: 'mailings' | 'mail-events';
      types?: readonly string[];
      batchSize?: number;
      instances?: number;
      gather?: number;
    }
  /**
   * Each object that others put into a bucket: an upload, or a log of the CDN. Up to `batchSize` (10) are delivered
   * together; at most `instances` (10) of the function run at once, and SQS needs at least two.
   */
  | { arrives: Arrival; batchSize?: number; instances?: number }
  /** A schedule: each minute, each five, each hour, or each day at 00:00, in the newsroom's time zone. */
  | { every: 'minute' | 'five minutes' | 'hour' | 'day' }
  /** New facts in the table's stream, in order. */
  | { stream: 'facts' };

/** Objects that trigger a function: `incoming/…` in the private bucket, `cdn/…` in the logs bucket. */
export type Arrival = 'upload' | 'log';

/**
 * Megabytes of memory that a function has, unless its row says more. Functions are CPU-bound, and Lambda gives CPU in
 * proportion to memory: 512 MB give a third of a core, with which a first answer's 20 ms of CPU and the rendering of a page
 * stay well below a second; loading, before that, has a whole core. The bundles themselves need less than 128 MB.
 */
export const usualMemory = 512;

export type FunctionSpec = {
  /** The row whose file this function runs; without it, `functions/<name>.ts`. */
  runs?: string;
  on: Trigger;
  may: readonly Grant[];
  /** Settings it needs besides the names of the resources it may use. */
  needs?: readonly Setting[];
  /** Packages with native code, or with files: they are deployed beside the bundle, not inside it. */
  native?: readonly string[];
  /** Memory in MB, which also sets its share of CPU: a whole core at 1769; `usualMemory` otherwise. */
  memory?: number;
  /** Seconds it may run. Default 10. The visibility timeout of its inbox is six times as long. */
  timeout?: number;
  /** Words in its log that raise an alarm of their own, what that says, and the part of the runbook about it. */
  warns?: { when: string; says: string; runbook: string };
  /** Its inbox has an alarm of its own, which tells within minutes that messages wait. */
  isUrgent?: true;
  /** What a reader or journalist notices when it fails: the text of its alarms. */
  ifItFails: string;
};
