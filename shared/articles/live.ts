import * as z from 'zod';
import { instant } from '../instant.ts';
import { Problem } from '../problem.ts';
import type { Card, Story } from '../site/site.ts';
import type { Article } from './article.ts';
import { Alert, type Content, Section } from './content.ts';

/**
 * What readers may see of an article: which copy, at which path, and what fronts show of it. Written only by release
 * and publish (and what withdraws), in their transactions. Everything public is rendered from this and the copy it
 * names, so text that was not released cannot leak.
 */
export const Live = z.object({
  id: z.string(),
  /** `released` until the page is in the bucket; only then is it on a list. */
  state: z.enum(['released', 'published']),
  revision: z.int().positive(),
  path: z.string(),
  copyVersion: z.int().positive(),
  copyHash: z.string(),
  section: Section,
  headline: z.string(),
  shoulder: z.string().optional(),
  standfirst: z.string().optional(),
  bylines: z.array(z.string()),
  alert: Alert,
  publishedAt: instant,
  updatedAt: instant,
  corrections: z.array(z.object({ at: instant, revision: z.int(), note: z.string() })),
});
export type Live = z.infer<typeof Live>;

/** The live record that a release makes, from the article, its copy and what was live before. */
export function goLive(article: Article, content: Content, before: Live | undefined, at: string): Live {
  const { id, revision, path = '', copyVersion, copyHash } = article;
  const { section, headline, shoulder, standfirst, bylines, alert } = content;
  return {
    ...{ id, state: 'released', revision, path, copyVersion, copyHash },
    ...{ section, headline, shoulder, standfirst, bylines, alert },
    publishedAt: before?.publishedAt ?? at,
    updatedAt: at,
    corrections: before?.corrections ?? [],
  };
}

/** What fronts, feeds and lists show of it. */
export function cardOf(live: Live): Card {
  const { id, path, section, headline, shoulder, standfirst, bylines, revision, publishedAt, updatedAt } =
    live;
  return { id, path, section, headline, shoulder, standfirst, bylines, revision, publishedAt, updatedAt };
}

/** The article whole, for its page. Refuses a copy that is not the one released. */
export function storyOf(live: Live, content: Content, hash: string): Story {
  if (hash !== live.copyHash)
    throw new Problem(
      'changed-copy',
      `Copy ${live.copyVersion} of ${live.id} is not the one that was approved`,
    );
  return { ...cardOf(live), content, corrections: live.corrections };
}
