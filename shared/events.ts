import * as z from 'zod';
import { Alert, Section } from './articles/content.ts';
import { instant } from './instant.ts';

const articleFact = z.object({ articleId: z.string(), revision: z.int().positive(), section: Section });
/** Where an article stands beside its own page. */
export const Standing = z.object({ section: Section, topics: z.array(z.string()) });
export type Standing = z.infer<typeof Standing>;

const lineItemFact = z.object({ lineItemId: z.string(), slot: z.string() });
const assetFact = z.object({ assetId: z.string() });
const subscriptionFact = z.object({ subscriptionId: z.string() });

/**
 * Every fact the newsroom announces. Facts carry ids, never content: whoever reacts reads the record again.
 * Add a field freely; to change or drop one, add `….v2` beside it.
 */
export const events = {
  'article.created': articleFact,
  'article.edited': articleFact,
  'article.submitted': articleFact,
  'article.returned': articleFact.extend({ note: z.string() }),
  'article.approved': articleFact.extend({
    copyHash: z.string(),
    publishAt: instant.optional(),
    expireAt: instant.optional(),
  }),
  'article.unscheduled': articleFact,
  'article.released': articleFact.extend({ copyVersion: z.int().positive() }),
  /** `left` is where it stood before this revision: the section, and the topics (tags and authors) by id. */
  'article.published': articleFact.extend({ path: z.string(), alert: Alert, left: Standing.optional() }),
  'article.correction-opened': articleFact.extend({ note: z.string() }),
  'article.spiked': articleFact.extend({ note: z.string().optional() }),
  'article.retracted': articleFact.extend({ reason: z.string() }),
  'article.expired': articleFact,
  'article.killed': articleFact.extend({ reason: z.string(), copyHash: z.string() }),
  'line-item.created': lineItemFact,
  'line-item.edited': lineItemFact,
  'line-item.cleared': lineItemFact,
  'line-item.paused': lineItemFact,
  'line-item.resumed': lineItemFact,
  'line-item.ended': lineItemFact,
  'asset.requested': assetFact,
  'asset.ready': assetFact,
  'asset.refused': assetFact,
  'redirect.set': z.object({ from: z.string(), to: z.string() }),
  'front.arranged': z.object({ fronts: z.array(z.string()) }),
  /** Some of the site is to be rendered anew: articles, redirects, archives, pages of topics, or (`fronts`) all the rest. */
  'site.rebuild-requested': z.object({
    /** Each with the sections in which it ever stood: addresses there lead to it. */
    articles: z.array(z.object({ id: z.string(), sections: z.array(Section) })).default([]),
    redirects: z.array(z.string()).default([]),
    archives: z.array(z.object({ day: z.string(), sections: z.array(Section) })).default([]),
    topics: z.array(z.string()).default([]),
    fronts: z.boolean().default(false),
  }),
  'subscription.requested': subscriptionFact,
  /** Another wish of an address that had mails enough: it waits for the link that was mailed. */
  'subscription.changed': subscriptionFact,
  'subscription.confirmed': subscriptionFact,
  'subscription.ended': subscriptionFact,
} as const;

export type EventType = keyof typeof events;
export type EventData<T extends EventType> = z.infer<(typeof events)[T]>;

/** A fact before it is saved: what happened, not yet who, when and as which version. */
export type Fact = { [T in EventType]: { type: T; data: EventData<T> } }[EventType];

/**
 * A fact as it is kept and announced. `id` is the record's id and the version that the fact made, `art_…@7`:
 * the same fact always has the same id, so that a second delivery can be told.
 */
export type NewsEvent<T extends EventType = EventType> = {
  [K in T]: { id: string; type: K; at: string; by: string; data: EventData<K> };
}[T];

const Envelope = z.object({
  id: z.string(),
  type: z.enum(Object.keys(events) as [EventType, ...EventType[]]),
  at: instant,
  by: z.string(),
  data: z.unknown(),
});

const shapes = Object.entries(events).map(([type, data]) => Envelope.extend({ type: z.literal(type), data }));

/** A fact as a record's history tells it: with the version it was taken from, and the one it made. */
export const HistoryFact = z
  .union(shapes)
  .and(z.object({ from: z.int(), version: z.int() })) as unknown as z.ZodType<HistoryFact>;
export type HistoryFact = NewsEvent & { from: number; version: number };

export function inHistory(fact: NewsEvent): HistoryFact {
  const version = Number(fact.id.split('@')[1]);
  return { ...fact, from: version - 1, version };
}

/** Checks a fact against its schema, on the way out to the topic and on the way in. Throws on anything else. */
export function parseEvent(raw: unknown): NewsEvent {
  const envelope = Envelope.parse(raw);
  return { ...envelope, data: events[envelope.type].parse(envelope.data) } as NewsEvent;
}
