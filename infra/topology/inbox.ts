import type { FunctionName } from '../topology.ts';
import type { Arrival, FunctionSpec } from './function-spec.ts';

export const topics = ['facts', 'alerts', 'mailings', 'staff', 'mail-events'] as const;
export type TopicName = (typeof topics)[number];

/** A function's name where a slash is not allowed: `articles-approve`. */
export const dashed = (name: FunctionName) => name.replace('/', '-');

/** The feature that a function belongs to: `articles` of `articles/approve`. */
export const featureOf = (name: FunctionName) => name.slice(0, name.indexOf('/'));

/** The queue of a function's inbox, and the dead-letter queue of messages it could not handle. */
export const inboxOf = (name: FunctionName) => `inbox-${dashed(name)}`;
export const parkedOf = (name: FunctionName) => `parked-${dashed(name)}`;

export type Feed = { topic: TopicName; types?: readonly string[] };

/** The topic that a function's inbox subscribes to, and the types of messages it takes from it. */
export function feedOf({ on }: Pick<FunctionSpec, 'on'>): Feed | undefined {
  if ('facts' in on) return { topic: 'facts', types: on.facts };
  if (!('topic' in on)) return undefined;
  return { topic: on.topic, ...(on.types ? { types: on.types } : {}) };
}

/** Whether a function is triggered through an inbox of its own. */
export const hasInbox = ({ on }: Pick<FunctionSpec, 'on'>) =>
  'facts' in on || 'topic' in on || 'arrives' in on;

/** Whether what a function cannot handle is parked by its trigger, in a queue of its own. */
export const hasParked = (spec: Pick<FunctionSpec, 'on'>) => hasInbox(spec) || 'stream' in spec.on;

/** The bucket and key prefix of the objects that trigger functions. */
export const arrivals: Record<Arrival, { bucket: 'private' | 'logs'; prefix: string }> = {
  upload: { bucket: 'private', prefix: 'incoming/' },
  log: { bucket: 'logs', prefix: 'cdn/' },
};
