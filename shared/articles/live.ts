import * as z from 'zod';
import { Standing } from '../events.ts';
import { instant } from '../instant.ts';
import { AlertLevel, Section } from '../newsroom.ts';
import type { Article } from './article.ts';
import type { Content } from './content.ts';
import { termsOf } from './terms.ts';

const common = {
  id: z.string(),
  revision: z.int().positive(),
  path: z.string(),
  copyVersion: z.int().positive(),
  copyHash: z.string(),
  section: Section,
  alert: AlertLevel,
  publishedAt: instant,
};

/** A note to readers on what a revision corrected. */
const Correction = z.object({ at: instant, revision: z.int(), note: z.string() });
export type Correction = z.infer<typeof Correction>;

/**
 * What readers may see of an article: which copy, at which path, and what lists show of it. Written only by release and
 * publish (and what withdraws), in their transactions. Everything public is rendered from this and the copy it names, so
 * text that was not released cannot leak.
 */
export const Live = z
  .object({
    ...common,
    /** `released` until its first page is in the bucket; only then is it on a list. */
    state: z.enum(['released', 'published']),
    headline: z.string(),
    shoulder: z.string().optional(),
    standfirst: z.string().optional(),
    bylines: z.array(z.string()),
    tags: z.array(z.string()).default([]),
    updatedAt: instant,
    expireAt: instant.optional(),
    /** Where it was listed before this revision. */
    left: Standing.optional(),
    corrections: z.array(Correction),
  })
  .meta({ id: 'LiveArticle' });
export type Live = z.infer<typeof Live>;

/** What stays for readers of an article that was withdrawn. Of a killed one, no word of its text. */
export const Tombstone = z.object({
  ...common,
  state: z.enum(['retracted', 'expired', 'killed']),
  headline: z.string().optional(),
  reason: z.string().optional(),
  /** The terms it was listed under, by id. */
  terms: z.array(z.string()).default([]),
  withdrawnAt: instant,
});
export type Tombstone = z.infer<typeof Tombstone>;

/** `LIVE`, the readers' side of an article. */
export const Published = z.discriminatedUnion('state', [Live, Tombstone]);
export type Published = z.infer<typeof Published>;

export const isTombstone = (published: Published): published is Tombstone => 'withdrawnAt' in published;

/** The live record that a release makes, from the article, its copy and what was live before. */
export function goLive(article: Article, content: Content, before: Published | undefined, at: string): Live {
  const { id, revision, path = '', copyVersion, copyHash, expireAt } = article;
  const { section, headline, shoulder, standfirst, bylines, tags, alert } = content;
  const current = before && !isTombstone(before) ? before : undefined;
  const corrected = article.correction ? [{ at, revision, note: article.correction.note }] : [];
  return {
    ...{ id, revision, path, copyVersion, copyHash, expireAt },
    ...{ section, headline, shoulder, standfirst, bylines, tags, alert },
    state: current?.state ?? 'released',
    publishedAt: before?.publishedAt ?? at,
    updatedAt: at,
    ...(current ? { left: { section: current.section, terms: termsOf(current) } } : {}),
    corrections: [...(current?.corrections ?? []), ...corrected],
  };
}

/** What is left for readers when a step withdraws an article that went out. */
export function withdrawn({ state, revision, withdrawal }: Article, before: Published): Tombstone {
  const { id, path, copyVersion, copyHash, section, alert, publishedAt, headline } = before;
  const kept = {
    ...{ id, path, copyVersion, copyHash, section, alert, publishedAt, revision },
    terms: termsListing(before),
    withdrawnAt: withdrawal?.at ?? publishedAt,
  };
  if (state === 'killed') return { ...kept, state };
  if (state === 'expired') return { ...kept, state, headline };
  return { ...kept, state: 'retracted', headline, reason: withdrawal?.reason };
}

/** Every term whose page may list it: those of this revision, and of the last until this one's page is there. */
export const termsListing = (published: Published): string[] =>
  isTombstone(published)
    ? published.terms
    : [...new Set([...termsOf(published), ...(published.left?.terms ?? [])])];

/** The notes to readers that its page carries. */
export const correctionsOf = (published: Published | undefined) =>
  published && !isTombstone(published) ? published.corrections : [];

/** Until when readers have it, if there is an end. */
export const endOf = (published: Published | undefined) =>
  published && !isTombstone(published) ? published.expireAt : undefined;
