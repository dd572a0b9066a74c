import * as z from 'zod';
import type { Live } from '../articles/live.ts';
import type { NewsEvent } from '../events.ts';
import { instant } from '../instant.ts';
import { Section } from '../newsroom.ts';

/** The content of an alert: enough for a mail, a phone notification or a machine. */
export const Alert = z.object({
  /** The alert's id, the same at every delivery. */
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

/** Whether a publication sends an alert: a first one that asks for it, and a later one for which an editor said so. */
export const asksForAlert = ({ data }: NewsEvent<'article.published'>) =>
  data.alert !== 'none' && (data.sendAlert ?? data.revision === 1);

/** The alert of a publication, if it sends one and readers still have the article. Each kind has an id of its own. */
export function alertOf(fact: NewsEvent<'article.published'>, live: Live | undefined): Alert | undefined {
  const { articleId, revision, section, alert: kind, path } = fact.data;
  if (!asksForAlert(fact) || kind === 'none' || live?.state !== 'published') return undefined;
  const { headline, standfirst } = live;
  return {
    id: revision === 1 ? `alert-${articleId}` : `alert-${articleId}-${kind}`,
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
