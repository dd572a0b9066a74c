import { type Article, openChange } from './article.ts';

/**
 * An article's place on its desk's list, read from the end: when it came there, and its id, so that no two are alike.
 * Submitted copy that asks for a breaking alert comes after all other, which is first from the end. Drafts lie together
 * by who works on them: who was assigned, who opened the correction or update, or else its reporter.
 */
export function placeOf(article: Article, at: string): string {
  const { id, state, alert, since = at, assignee, reporter } = article;
  const place = `${since}/${id}`;
  if (state === 'draft') return beginOf(assignee ?? openChange(article)?.by ?? reporter) + place;
  return state === 'submitted' && alert === 'breaking' ? `~${place}` : place;
}

/** How places of somebody's drafts begin. */
export const beginOf = (by: string) => `${encodeURIComponent(by)}/`;

/** Sorts after every place that begins so. */
export const endOfPlaces = (begin: string) => `${begin}~~`;
