import { type Item, keys, lists } from '../keys.ts';
import { type Article, openChange } from './article.ts';

/**
 * An article's place on its desk's list, read from the end: when it came there, and its id, so that no two are alike.
 * Submitted copy that asks for a breaking alert comes after all other, which is first from the end. Drafts lie together
 * by who works on them: who was assigned, who opened the correction or update, or else its reporter. What could not be
 * rendered waits at its desk before all others.
 */
function placeOf(article: Article, at: string): string {
  const { id, state, alert, since = at, assignee, reporter } = article;
  const place = `${since}/${id}`;
  if (article.renderFailed) return `~~${place}`;
  if (state === 'draft') return beginOf(assignee ?? openChange(article)?.by ?? reporter) + place;
  return state === 'submitted' && alert === 'breaking' ? `~${place}` : place;
}

/**
 * The one index list an article is on, by its state, and its place there: its desk's queue, or `DUE` while it is under
 * embargo. `at` is when it came to its state, if the record does not say.
 */
export function listOf(article: Article, at: string): { list?: string; at?: string } {
  const { section, state, publishAt } = article;
  if (state === 'published') return {};
  return state === 'approved' && publishAt
    ? { list: lists.due({}), at: publishAt }
    : {
        list: lists.desk({ section, state: article.renderFailed ? 'submitted' : state }),
        at: placeOf(article, at),
      };
}

/** What puts an article on the list of who filed it. */
export const filedItem = ({ id, reporter, createdAt }: Article): Item => ({
  ...keys.article.filed({ id }),
  list: lists.filed({ by: reporter }),
  at: createdAt,
  record: {},
});

/** How places of somebody's drafts begin. */
export const beginOf = (by: string) => `${encodeURIComponent(by)}/`;

/** Sorts after every place that begins so. */
export const endOfPlaces = (begin: string) => `${begin}~~~`;
