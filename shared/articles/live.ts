import * as z from 'zod';
import { dayOf } from '../bangla/dates.ts';
import { Standing } from '../events.ts';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';
import type { Change } from '../site/fronts.ts';
import type { Card, Notice, Story } from '../site/site.ts';
import { topicsOf } from '../site/topic.ts';
import type { Article } from './article.ts';
import { Alert, type Content, Section } from './content.ts';

const common = {
  id: z.string(),
  revision: z.int().positive(),
  path: z.string(),
  copyVersion: z.int().positive(),
  copyHash: z.string(),
  section: Section,
  alert: Alert,
  publishedAt: instant,
};

const Correction = z.object({ at: instant, revision: z.int(), note: z.string() });

/**
 * What readers may see of an article: which copy, at which path, and what fronts show of it. Written only by release
 * and publish (and what withdraws), in their transactions. Everything public is rendered from this and the copy it
 * names, so text that was not released cannot leak.
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
    /** Where it stood before this revision. */
    left: Standing.optional(),
    corrections: z.array(Correction),
  })
  .meta({ id: 'LiveArticle' });
export type Live = z.infer<typeof Live>;

/** What stays for readers of an article that was withdrawn: a notice. Of a killed one, no word of its text. */
export const Tombstone = z.object({
  ...common,
  state: z.enum(['retracted', 'expired', 'killed']),
  headline: z.string().optional(),
  reason: z.string().optional(),
  /** The pages of tags and authors that it stood on, by id. */
  topics: z.array(z.string()).default([]),
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
  const read = before && !isTombstone(before) ? before : undefined;
  const noted = article.correction ? [{ at, revision, note: article.correction.note }] : [];
  return {
    ...{ id, revision, path, copyVersion, copyHash, expireAt },
    ...{ section, headline, shoulder, standfirst, bylines, tags, alert },
    state: read?.state ?? 'released',
    publishedAt: before?.publishedAt ?? at,
    updatedAt: at,
    ...(read ? { left: standingOf(read) } : {}),
    corrections: [...(read?.corrections ?? []), ...noted],
  };
}

/** What is left for readers when a step withdraws an article that went out. */
export function withdrawn({ state, revision, withdrawal }: Article, before: Published): Tombstone {
  const { id, path, copyVersion, copyHash, section, alert, publishedAt, headline } = before;
  const kept = {
    ...{ id, path, copyVersion, copyHash, section, alert, publishedAt, revision },
    topics: topicsWhere(before),
    withdrawnAt: withdrawal?.at ?? publishedAt,
  };
  if (state === 'killed') return { ...kept, state };
  if (state === 'expired') return { ...kept, state, headline };
  return { ...kept, state: 'retracted', headline, reason: withdrawal?.reason };
}

/** Where readers find it beside its own page. */
export const standingOf = (live: Live): Standing => ({ section: live.section, topics: topicsOf(live) });

/** Every topic page that may show it: those of this revision, and of the last until this one's page is there. */
export const topicsWhere = (published: Published): string[] =>
  isTombstone(published)
    ? published.topics
    : [...new Set([...topicsOf(published), ...(published.left?.topics ?? [])])];

/** What fronts, feeds and lists show of it. */
export function cardOf(live: Live): Card {
  const { id, path, section, headline, shoulder, standfirst, bylines, tags } = live;
  const { revision, publishedAt, updatedAt } = live;
  return {
    id,
    path,
    section,
    headline,
    shoulder,
    standfirst,
    bylines,
    tags,
    revision,
    publishedAt,
    updatedAt,
  };
}

/** What a change of an article means for the pages made of many: where it stands, and where it stood before. */
export const changeOf = (published: Published, left?: Standing): Change => ({
  ids: [published.id],
  sections: [...new Set([published.section, ...(left ? [left.section] : [])])],
  days: [dayOf(published.publishedAt)],
  topics: [...new Set([...topicsWhere(published), ...(left?.topics ?? [])])],
  isLate: published.revision > 1,
});

/** The article whole, for its page. Refuses a copy that is not the one released. */
export function storyOf(live: Live, content: Content, hash: string): Story {
  if (hash !== live.copyHash)
    throw new Problem(
      'changed-copy',
      `Copy ${live.copyVersion} of ${live.id} is not the one that was approved`,
    );
  return { ...cardOf(live), content, corrections: live.corrections };
}

/** What the page of a withdrawn article says; undefined while there is none, or it is to be read. */
export function noticeFor(published: Published | undefined): Notice | undefined {
  if (!published || !isTombstone(published)) return undefined;
  const { state, revision, path, section, headline, reason, withdrawnAt } = published;
  return { state, revision, path, section, headline, reason, withdrawnAt };
}
