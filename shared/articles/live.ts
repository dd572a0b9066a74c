import * as z from 'zod';
import { Standing } from '../events.ts';
import { instant } from '../instant.ts';
import { lists } from '../keys.ts';
import { Shown, Told } from '../media/picture.ts';
import { AlertLevel, Section, Weight } from '../newsroom.ts';
import type { Article } from './article.ts';
import type { Content } from './content.ts';
import { summaryOf } from './summary.ts';
import { termsOf } from './terms.ts';

/** The lead picture of an article as fronts and feeds show it: beside the headline, in two crops. */
export const Lead = Told.extend({ asset: z.string(), shown: Shown });
export type Lead = z.infer<typeof Lead>;

const common = {
  id: z.string(),
  revision: z.int().positive(),
  path: z.string(),
  copyVersion: z.int().positive(),
  copyHash: z.string(),
  section: Section,
  alert: AlertLevel,
  publishedAt: instant,
  /** It comes from an archive: it was published elsewhere at `publishedAt`, and is no news. */
  isBackdated: z.literal(true).optional(),
};

/** A correction as readers see it, with its note on what was wrong. */
const Correction = z.object({ at: instant, revision: z.int(), note: z.string() });
export type Correction = z.infer<typeof Correction>;

/**
 * What readers may see of an article: its copy version, its path, and the fields that lists show. Written only by
 * release, publish and withdrawals, in their transactions. Everything public is rendered from this record and the copy
 * it names, so text that was not released cannot leak.
 */
export const Live = z
  .object({
    ...common,
    /** `released` until its first page is in the bucket; only then is it on a list. */
    state: z.enum(['released', 'published']),
    headline: z.string(),
    shoulder: z.string().optional(),
    standfirst: z.string().optional(),
    /** The opening of the text, where it has no standfirst. */
    summary: z.string().optional(),
    weight: Weight.optional(),
    bylines: z.array(z.string()),
    tags: z.array(z.string()).default([]),
    /** The words of its address, as `Slug` spells them. */
    slug: z.string().optional(),
    /** Its lead picture, once readers can get it. */
    lead: Lead.optional(),
    /** Ids of the terms that list it, or will once it is published. */
    terms: z.array(z.string()),
    updatedAt: instant,
    expireAt: instant.optional(),
    /** Its own end, which an approved change that comes later holds up. */
    ownEnd: instant.optional(),
    /** Where the previous revision was listed, and its end; null: none. */
    left: Standing.optional(),
    endBefore: instant.nullable().optional(),
    corrections: z.array(Correction),
  })
  .meta({ id: 'LiveArticle' });
export type Live = z.infer<typeof Live>;

/** What is left of a withdrawn article, if it comes back. For a killed one it has no word of its text. */
export const Tombstone = z.object({
  ...common,
  state: z.enum(['retracted', 'unpublished', 'expired', 'killed']),
  headline: z.string().optional(),
  /** When what readers had last was released. */
  updatedAt: instant.optional(),
  /** Missing in tombstones of before they were kept: the history has them. */
  corrections: z.array(Correction).optional(),
  reason: z.string().optional(),
  /** Ids of the terms it was listed under. */
  terms: z.array(z.string()).default([]),
  /** Where the revision before was listed, if this one was withdrawn before it was published. */
  left: Standing.optional(),
  withdrawnAt: instant,
  /** The end that readers' version had; null: none. Missing in tombstones of before it was kept: the article has one. */
  ownEnd: instant.nullable().optional(),
});
export type Tombstone = z.infer<typeof Tombstone>;

/** The `LIVE` item of an article: its live record, or its tombstone. */
export const Published = z.discriminatedUnion('state', [Live, Tombstone]);
export type Published = z.infer<typeof Published>;

export const isTombstone = (published: Published): published is Tombstone => 'withdrawnAt' in published;

/** Makes the live record of a release from the article, its copy and the live record before. */
export function goLive(article: Article, content: Content, before: Published | undefined, at: string): Live {
  const { id, revision, path = '', copyVersion, copyHash, expireAt } = article;
  const { section, headline, shoulder, standfirst, bylines, tags, slug, alert } = content;
  const publishedAt = before?.publishedAt ?? article.backdatedTo ?? at;
  const current = before && !isTombstone(before) ? before : undefined;
  const corrected = article.correction ? [{ at, revision, note: article.correction.note }] : [];
  return {
    ...{ id, revision, path, copyVersion, copyHash, expireAt },
    ...{ section, headline, shoulder, standfirst, bylines, tags, slug, alert, terms: termsOf(content) },
    ...openingOf(content),
    ...(article.weight === undefined ? {} : { weight: article.weight }),
    state: current?.state ?? 'released',
    publishedAt,
    updatedAt: before ? at : publishedAt,
    ...(article.backdatedTo === undefined ? {} : { isBackdated: true }),
    // Which picture readers can get is known once its files are there, with the page.
    ...(current?.lead && current.lead.asset === content.lead?.asset ? { lead: current.lead } : {}),
    ...(current
      ? { left: { section: current.section, terms: current.terms }, endBefore: ownEndOf(current) }
      : {}),
    corrections: [...correctionsOf(before), ...corrected],
  };
}

/** What lists tell of an article without a standfirst. */
export function openingOf({ standfirst, body }: Pick<Content, 'standfirst' | 'body'>): { summary?: string } {
  const summary = standfirst === undefined ? summaryOf(body) : '';
  return summary === '' ? {} : { summary };
}

/** Makes the live record of an article that readers get back as they had it last. */
export const backAgain = (article: Article, content: Content, before: Published, at: string): Live => ({
  ...goLive(article, content, before, at),
  updatedAt: before.updatedAt ?? at,
});

/** The tombstone of an article that a step withdraws. */
export function withdrawn({ state, revision, withdrawal }: Article, before: Published): Tombstone {
  const { id, path, copyVersion, copyHash, section, alert, publishedAt, headline } = before;
  const kept = {
    ...{ id, path, copyVersion, copyHash, section, alert, publishedAt, revision },
    terms: termsListing(before),
    ...(before.left ? { left: before.left } : {}),
    ...(before.isBackdated ? { isBackdated: before.isBackdated } : {}),
    withdrawnAt: withdrawal?.at ?? publishedAt,
  };
  if (state === 'killed') return { ...kept, state };
  const last = {
    ...{ ...kept, headline, updatedAt: before.updatedAt, corrections: before.corrections },
    ownEnd: ownEndOf(before),
  };
  if (state === 'expired' || state === 'unpublished') return { ...last, state };
  return { ...last, state: 'retracted', reason: withdrawal?.reason };
}

/**
 * Every term whose page may list the article: the terms of this revision, and of the one before until this one is
 * published.
 */
export const termsListing = (published: Published): string[] =>
  isTombstone(published)
    ? published.terms
    : [...new Set([...published.terms, ...(published.left?.terms ?? [])])];

/** The list of published articles that it is on, or was on. */
export const listOfLive = ({ isBackdated, section }: Pick<Published, 'isBackdated' | 'section'>) =>
  isBackdated ? lists.archive({ section }) : lists.live({ section });

/** The corrections that its page shows, or showed when it was withdrawn. */
export const correctionsOf = (published: Published | undefined) => published?.corrections ?? [];

/** The end that readers' version has, or had, whatever a change wanted; null for none, undefined if nobody knows. */
export const ownEndOf = (published: Published): string | null | undefined =>
  isTombstone(published) ? published.ownEnd : (published.ownEnd ?? published.expireAt ?? null);

/** When readers stop having it, if its expiry is set. */
export const endOf = (published: Published | undefined) =>
  published && !isTombstone(published) ? published.expireAt : undefined;
