import * as z from 'zod';
import { instant } from './instant.ts';
import { AlertLevel, Section, Weight } from './newsroom.ts';
import { upcastFact } from './upcast.ts';

const articleFact = z.object({ articleId: z.string(), revision: z.int().positive(), section: Section });
/** Where an article is listed: its section and its terms (tags and authors, by id). */
export const Standing = z.object({ section: Section, terms: z.array(z.string()) });
export type Standing = z.infer<typeof Standing>;

/** The nearest days before and after a day on which something was published. */
const NearestDays = z.object({ before: z.string().optional(), after: z.string().optional() });
export type NearestDays = z.infer<typeof NearestDays>;

const lineItemFact = z.object({ lineItemId: z.string(), slot: z.string() });
const assetFact = z.object({ assetId: z.string() });
const subscriptionFact = z.object({ subscriptionId: z.string() });

/**
 * Every fact the newsroom announces. Facts carry ids, never content: a consumer reads the record again. Fields may be
 * added freely; to change or remove one, add `….v2` beside it.
 */
export const events = {
  'article.created': articleFact,
  'article.edited': articleFact,
  'article.submitted': articleFact,
  /** `wasReleased`: it could not be rendered, and readers have what they had before its release. */
  'article.returned': articleFact.extend({ note: z.string(), wasReleased: z.literal(true).optional() }),
  'article.approved': articleFact.extend({
    copyHash: z.string(),
    publishAt: instant.optional(),
    expireAt: instant.optional(),
    sendAlert: z.boolean().optional(),
    mailCorrection: z.literal(true).optional(),
  }),
  /** Somebody else took a step that voids an approval: its slot is empty. */
  'article.approval-voided': articleFact.extend({
    approvedBy: z.string(),
    publishAt: instant.optional(),
    expireAt: instant.optional(),
  }),
  'article.unscheduled': articleFact,
  'article.rescheduled': articleFact.extend({ publishAt: instant.optional(), expireAt: instant.optional() }),
  /** Without `publishedAt` it is news again. */
  'article.backdated': articleFact.extend({ publishedAt: instant.optional() }),
  'article.released': articleFact.extend({ copyVersion: z.int().positive() }),
  /** It was released, and no page could be made of it. `approvedBy` is told. */
  'article.render-failed': articleFact.extend({ reason: z.string(), approvedBy: z.string().optional() }),
  /** What could not be rendered is tried again. */
  'article.render-asked': articleFact,
  /**
   * `left` is where the previous revision was listed. `sendAlert` says whether its alert goes out; facts without it send
   * that of a first revision.
   */
  'article.published': articleFact.extend({
    path: z.string(),
    alert: AlertLevel,
    sendAlert: z.boolean().optional(),
    mailCorrection: z.literal(true).optional(),
    left: Standing.optional(),
  }),
  /** An editor alerts those whom earlier alerts of it did not reach, for the `number`th time. */
  'article.alert-asked': articleFact.extend({
    kind: AlertLevel.exclude(['none']),
    number: z.int().positive(),
    path: z.string(),
  }),
  'article.correction-opened': articleFact.extend({ note: z.string() }),
  'article.update-opened': articleFact,
  /** The note of a correction in work; without one it is an update. */
  'article.reworded': articleFact.extend({ note: z.string().optional() }),
  'article.spiked': articleFact.extend({ note: z.string().optional() }),
  'article.unspiked': articleFact,
  'article.retracted': articleFact.extend({ reason: z.string(), mailRetraction: z.literal(true).optional() }),
  'article.unpublished': articleFact.extend({ note: z.string().optional() }),
  'article.expired': articleFact,
  /** A withdrawal ended a correction or an update in work. `copyVersion` is its copy, if one was saved. */
  'article.change-dropped': articleFact.extend({
    openedBy: z.string(),
    copyVersion: z.int().positive().optional(),
    approvedBy: z.string().optional(),
    publishAt: instant.optional(),
  }),
  /** Readers get it back as they had it last. */
  'article.reinstated': articleFact.extend({ reason: z.string(), copyVersion: z.int().positive() }),
  /** A picture of it changed, or readers may not see it any more: its page and what lists it are rendered again. */
  'article.repictured': articleFact,
  'article.killed': articleFact.extend({ reason: z.string(), copyHash: z.string() }),
  /** An editor said how much room fronts give it. */
  'article.weighed': articleFact.extend({ weight: Weight }),
  /** Without `to` it is its reporter's again. */
  'article.assigned': articleFact.extend({ to: z.string().optional() }),
  'article.commented': articleFact.extend({ commentId: z.string() }),
  'article.comment-resolved': articleFact.extend({ commentId: z.string() }),
  'line-item.created': lineItemFact,
  'line-item.edited': lineItemFact,
  'line-item.cleared': lineItemFact,
  'line-item.paused': lineItemFact,
  'line-item.resumed': lineItemFact,
  'line-item.ended': lineItemFact,
  /** Its creative was withdrawn: it is a draft again. */
  'line-item.creative-withdrawn': lineItemFact.extend({ assetId: z.string(), reason: z.string() }),
  'asset.requested': assetFact,
  'asset.ready': assetFact,
  'asset.refused': assetFact,
  /** Readers can get it. */
  'asset.published': assetFact,
  /** Other files are to be made of a picture: by another focal point, or because it may be shown again. */
  'asset.redraw-asked': assetFact,
  /** Somebody described a picture, and its files are as described: pages that show it are rendered again if they are others. */
  'asset.described': assetFact.extend({ isRedrawn: z.boolean().optional() }),
  /** The rights to it are over: readers no longer get it. */
  'asset.expired': assetFact,
  'asset.withdrawn': assetFact.extend({ reason: z.string() }),
  'redirect.set': z.object({ from: z.string(), to: z.string() }),
  'redirect.removed': z.object({ from: z.string() }),
  'author.saved': z.object({ slug: z.string() }),
  /** Its pins were changed, or the strip of breaking news that all fronts show. */
  'front.arranged': z.object({
    fronts: z.array(z.string()),
    strip: z.enum(['raised', 'lowered']).optional(),
  }),
  /** Nothing of it can be changed through the API, until it is writable again. */
  'newsroom.made-read-only': z.object({ reason: z.string() }),
  'newsroom.made-writable': z.object({}),
  /**
   * Asks to render part of the site again: articles, redirects, pages of days, sitemaps of months, pages of terms, or
   * (`fronts`) all other pages.
   */
  'site.rebuild-requested': z.object({
    /** Each with every section it was ever in: its addresses there redirect to it. */
    articles: z.array(z.object({ id: z.string(), sections: z.array(Section) })).default([]),
    redirects: z.array(z.string()).default([]),
    /**
     * Days, with the sections that have or had articles on them; if they are known, also the articles published on that
     * day, and for each section the nearest days before and after with articles.
     */
    archives: z
      .array(
        z.object({
          day: z.string(),
          sections: z.array(Section),
          ids: z.array(z.string()).optional(),
          nearest: z.partialRecord(Section, NearestDays).optional(),
        }),
      )
      .default([]),
    /** Months (`2026-11`), for their sitemaps. */
    months: z.array(z.string()).default([]),
    terms: z.array(z.string()).default([]),
    fronts: z.boolean().default(false),
    /**
     * The ETags of the pages that this part may replace, by key, as they were before the table was read; a page that is
     * missing here was not there. Without it each page is looked at.
     */
    there: z.record(z.string(), z.string()).optional(),
  }),
  'subscription.requested': subscriptionFact,
  /** Its reader changed what they get, or paused it. Of earlier versions: another wish that got no mail. */
  'subscription.changed': subscriptionFact,
  /** From now on its mails have another link. */
  'subscription.link-renewed': subscriptionFact,
  /** Its reader asked for a link to what is stored of them. */
  'subscription.data-asked': subscriptionFact,
  'subscription.confirmed': subscriptionFact,
  'subscription.ended': subscriptionFact,
  /** By its reader, or by the publisher for a reader who asked for it. */
  'subscription.erased': subscriptionFact,
  /** Its mailbox bounces, or its reader complained to their provider: no mail goes there any more. */
  'subscription.suppressed': subscriptionFact.extend({ reason: z.enum(['bounce', 'complaint']) }),
} as const;

export type EventType = keyof typeof events;

/** Facts that withdraw an article from readers. */
export const withdrawals = [
  'article.retracted',
  'article.unpublished',
  'article.expired',
  'article.killed',
] as const;
export type Withdrawal = (typeof withdrawals)[number];

/** Facts that change an article for readers. */
export const publications = ['article.published', ...withdrawals] as const;
export type Publication = (typeof publications)[number];

/** Facts that change what lists say of an article: fronts, feeds, archives, pages that lead to it. */
export const relistings = [...publications, 'article.repictured'] as const;

/** Facts that change how articles show a picture, or whether. */
export const pictureChanges = ['asset.described', 'asset.expired', 'asset.withdrawn'] as const;

/** Facts that change which ads readers see. */
export const placementChanges = [
  'line-item.cleared',
  'line-item.edited',
  'line-item.paused',
  'line-item.resumed',
  'line-item.ended',
  'line-item.creative-withdrawn',
] as const;

/** Facts that are reported to a desk, a reporter, or whoever approved or was assigned. */
export const staffEvents = [
  'article.submitted',
  'article.returned',
  'article.approved',
  'article.render-failed',
  'article.approval-voided',
  'article.change-dropped',
  'article.assigned',
] as const;
export type EventData<T extends EventType> = z.infer<(typeof events)[T]>;

/** A fact before it is saved, without its id, actor and time. */
export type Fact = { [T in EventType]: { type: T; data: EventData<T> } }[EventType];

/**
 * A fact as it is stored and announced. `id` is the record's id and the version that the fact made, `art_…@7`: the same
 * fact always has the same id, so that consumers recognise a second delivery.
 */
export type NewsEvent<T extends EventType = EventType> = {
  [K in T]: { id: string; type: K; at: string; by: string; data: EventData<K> };
}[T];

/** What every fact has; `data` is as its type says. */
export const Envelope = z.object({
  id: z.string(),
  type: z.enum(Object.keys(events) as [EventType, ...EventType[]]),
  at: instant,
  by: z.string(),
  data: z.unknown(),
});

/**
 * The version of the record that a fact made. The record's name may itself contain an `@`: a redirect is named by its
 * path.
 */
export const versionOf = ({ id }: Pick<NewsEvent, 'id'>) => Number(id.slice(id.lastIndexOf('@') + 1));

/**
 * Checks a fact against its schema, before it is saved and when it is received. A fact of an earlier schema is upcast,
 * fields that only a newer version knows are left out. Throws a ZodError for anything else.
 */
export function parseEvent(raw: unknown): NewsEvent {
  const envelope = Envelope.parse(upcastFact(raw));
  return { ...envelope, data: events[envelope.type].parse(envelope.data) } as NewsEvent;
}
