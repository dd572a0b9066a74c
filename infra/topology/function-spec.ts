import type { EventType } from '../../shared/events.ts';
import type { Grant, Setting } from './grants.ts';

export type Trigger =
  /** A route of the HTTP API. `open` routes are for anybody; all others need a verified token. */
  | { route: `${'GET' | 'POST' | 'PUT' | 'ANY'} /${'api' | 'go'}/${string}`; open?: true }
  /**
   * Facts of these types, from the facts topic through an inbox of its own. The inbox hands each over `after` seconds, or
   * gathers them for some seconds and hands up to a hundred over together.
   */
  | { facts: readonly EventType[]; after?: number; gather?: number }
  /** Every message of another topic, through an inbox of its own. */
  | { topic: 'alerts' }
  /**
   * Each object that arrives in a bucket through another's hands: a file somebody uploads, log lines of the CDN. Up to ten
   * are handed over together, or as many as is said, to ten copies of the function, or to `copies`: two at least, by SQS.
   */
  | { arrives: Arrival; together?: number; copies?: number }
  /** The clock: each minute, or each day at 00:00 in the newsroom's time zone. */
  | { every: 'minute' | 'day' }
  /** New facts in the table's stream, in order. */
  | { stream: 'facts' };

/** Objects that wake a function: `uploads/…` in the private bucket, `cdn/…` in the bucket of logs. */
export type Arrival = 'upload' | 'log';

export type FunctionSpec = {
  /** The row whose file this one runs too; without it, its own: `functions/<name>.ts`. */
  runs?: string;
  on: Trigger;
  may: readonly Grant[];
  /** Settings beyond the names of what it may touch. */
  needs?: readonly Setting[];
  /** Packages with code of the machine's own: they lie beside the bundle, not in it. */
  native?: readonly string[];
  /** Megabytes it may use, and CPU by them: a whole core at 1769. 512 unless said. */
  memory?: number;
  /** Seconds it may run; 10 unless said. An inbox hides its messages six times as long. */
  timeout?: number;
  /** What a reader or journalist notices when this fails; becomes the alarm's text. */
  ifItFails: string;
};
