import type { FunctionName } from '../topology.ts';
import type { Arrival, FunctionSpec } from './function-spec.ts';

export const topics = ['facts', 'alerts', 'staff'] as const;
export type TopicName = (typeof topics)[number];

/** A function's name where a slash cannot stand: `articles-approve`. */
export const dashed = (name: FunctionName) => name.replace('/', '-');

/** The inbox of a function, and where messages go that it could not handle. */
export const inboxOf = (name: FunctionName) => `inbox-${dashed(name)}`;
export const parkedOf = (name: FunctionName) => `parked-${dashed(name)}`;

export type Feed = { topic: TopicName; types?: readonly string[] };

/** The topic that feeds a function's inbox, and the types of facts it wants of it. */
export function feedOf({ on }: Pick<FunctionSpec, 'on'>): Feed | undefined {
  if ('facts' in on) return { topic: 'facts', types: on.facts };
  return 'topic' in on ? { topic: on.topic } : undefined;
}

/** Whether a function is woken by messages of an inbox of its own. */
export const hasInbox = ({ on }: Pick<FunctionSpec, 'on'>) =>
  'facts' in on || 'topic' in on || 'arrives' in on;

/** Where objects arrive that wake functions: in which bucket, and how their keys begin. */
export const arrivals: Record<Arrival, { bucket: 'private' | 'logs'; prefix: string }> = {
  upload: { bucket: 'private', prefix: 'uploads/' },
  log: { bucket: 'logs', prefix: 'cdn/' },
};
