import * as z from 'zod';
import { instant } from './instant.ts';
import { AlertLevel, Section } from './newsroom.ts';
import { upcastFact } from './upcast.ts';

const articleFact = z.object({ articleId: z.string(), revision: z.int().positive(), section: Section });
/** Where an article is listed: in a section, and under terms (tags and authors), by id. */
export const Standing = z.object({ section: Section, terms: z.array(z.string()) });
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
  /** `left` is where it was listed before this revision. */
  'article.published': articleFact.extend({ path: z.string(), alert: AlertLevel, left: Standing.optional() }),
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
  /** Some of the site is to be rendered again: articles, redirects, pages of days, pages of terms, or (`fronts`) the others. */
  'site.rebuild-requested': z.object({
    /** Each with the sections it was ever in: addresses there lead to it. */
    articles: z.array(z.object({ id: z.string(), sections: z.array(Section) })).default([]),
    redirects: z.array(z.string()).default([]),
    archives: z.array(z.object({ day: z.string(), sections: z.array(Section) })).default([]),
    terms: z.array(z.string()).default([]),
    fronts: z.boolean().default(false),
  }),
  'subscription.requested': subscriptionFact,
  /** Another wish of an address that got enough mails today: it waits for the link that was mailed before. */
  'subscription.changed': subscriptionFact,
  'subscription.confirmed': subscriptionFact,
  'subscription.ended': subscriptionFact,
} as const;

export type EventType = keyof typeof events;

/** What takes an article from readers. */
export const withdrawals = ['article.retracted', 'article.expired', 'article.killed'] as const;
export type Withdrawal = (typeof withdrawals)[number];

/** What changes an article as readers have it. */
export const publications = ['article.published', ...withdrawals] as const;
export type Publication = (typeof publications)[number];

/** What changes which ads readers see. */
export const placementChanges = [
  'line-item.cleared',
  'line-item.edited',
  'line-item.paused',
  'line-item.resumed',
  'line-item.ended',
] as const;

/** What a desk or a reporter is told of. */
export const staffEvents = ['article.submitted', 'article.returned', 'article.approved'] as const;
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
  const version = versionOf(fact);
  return { ...fact, from: version - 1, version };
}

/** The version of its record that a fact made. A record's own name may hold an `@`: a redirect's is a path. */
export const versionOf = ({ id }: Pick<NewsEvent, 'id'>) => Number(id.slice(id.lastIndexOf('@') + 1));

/**
 * Checks a fact against its schema, on the way out to the topic and on the way in. One of an earlier version is brought to
 * today's form. Throws a ZodError for anything else.
 */
export function parseEvent(raw: unknown): NewsEvent {
  const envelope = Envelope.parse(upcastFact(raw));
  return { ...envelope, data: events[envelope.type].parse(envelope.data) } as NewsEvent;
}
