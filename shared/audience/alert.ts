import * as z from 'zod';
import type { Live } from '../articles/live.ts';
import type { NewsEvent } from '../events.ts';
import { instant } from '../instant.ts';
import { Section } from '../newsroom.ts';

/** What an alert says: enough to write to a reader, to show on a phone or to hand to a machine. */
export const Alert = z.object({
  /** The notification's id, the same however often it is delivered. */
  id: z.string(),
  kind: z.enum(['section', 'breaking']),
  section: Section,
  articleId: z.string(),
  revision: z.int(),
  headline: z.string(),
  standfirst: z.string().optional(),
  path: z.string(),
  at: instant,
});
export type Alert = z.infer<typeof Alert>;

/** The alert a publication calls for: on the first revision, when its desk asked for one and readers can see it. */
export function alertOf(fact: NewsEvent<'article.published'>, live: Live | undefined): Alert | undefined {
  const { articleId, revision, section, alert: kind, path } = fact.data;
  if (kind === 'none' || revision !== 1 || live?.state !== 'published') return undefined;
  const { headline, standfirst } = live;
  return {
    id: `alert-${articleId}`,
    kind,
    section,
    articleId,
    revision,
    headline,
    standfirst,
    path,
    at: fact.at,
  };
}
