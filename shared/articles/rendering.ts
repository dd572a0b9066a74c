import type { Actor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Article } from './article.ts';
import { isTombstone, type Live, ownEndOf, type Published } from './live.ts';
import { guard, move, moveUnapproved, type Outcome } from './workflow.ts';

/** Says of a released article that no page could be made of it, and why. It stays released. */
export function failRender(article: Article, reason: string, actor: Actor): Outcome {
  guard('fail-render', article, actor);
  const { approvedBy } = article;
  return move(
    'fail-render',
    { ...article, renderFailed: { at: actor.at, reason }, since: actor.at },
    { reason, ...(approvedBy === undefined ? {} : { approvedBy }) },
  );
}

/** Has what could not be rendered tried again: by an editor, or by a renderer that got the release late. */
export function renderAgain(article: Article, actor: Actor): Outcome {
  guard('render', article, actor);
  const { renderFailed: _over, ...rest } = article;
  return move('render', { ...rest, since: actor.at }, {});
}

/** Milliseconds after which no renderer that began before the failure can still be at work: longer than its timeout. */
const quiet = 60_000;

/**
 * Returns what was released and could not be rendered. Readers have what they had before; `writers` are those of its copy,
 * none of whom approves it. What came in place of a notice is rendered again or withdrawn instead.
 */
export function sendUnrenderedBack(
  article: Article,
  {
    note,
    published,
    writers,
  }: { note: string; published: Published | undefined; writers: readonly string[] },
  actor: Actor,
): Outcome {
  guard('return', article, actor);
  const about = { state: article.state, version: article.version };
  if (published?.state === 'released' && published.revision > 1)
    throw new Problem(
      'wrong-state',
      `${article.id} was to replace a notice: have it rendered again, or withdraw it`,
      about,
    );
  if (Date.parse(actor.at) - Date.parse(article.renderFailed?.at ?? actor.at) < quiet)
    throw new Problem(
      'wrong-state',
      `The renderer may still be at ${article.id}: try again in a minute`,
      about,
    );
  const { renderFailed: _over, path, ...rest } = article;
  const isNew = published?.state === 'released';
  return moveUnapproved(
    'return',
    { ...rest, ...(isNew || path === undefined ? {} : { path }) },
    { changedBy: [...writers], returned: { by: actor.by, at: actor.at, note } },
    { note, wasReleased: true },
    actor,
  );
}

/** What readers had before a change that could not be rendered: its copy, and when that was released. */
export type Before = Pick<Live, 'copyVersion' | 'copyHash' | 'revision' | 'updatedAt'> &
  Pick<
    Live,
    'section' | 'headline' | 'shoulder' | 'standfirst' | 'summary' | 'bylines' | 'tags' | 'slug' | 'alert'
  >;

/** The live record as it was before a change that could not be rendered; undefined if there was none. */
export function liveBefore(live: Published, before: Before): Live | undefined {
  if (isTombstone(live) || !live.left) return undefined;
  // What the change brought and the copy before it lacks must not stay.
  const { left, corrections, shoulder: _s, standfirst: _t, summary: _u, slug: _v, ...more } = live;
  const { ownEnd: _w, endBefore = ownEndOf(live), expireAt: _x, ...rest } = more;
  return {
    ...rest,
    ...before,
    ...(endBefore ? { expireAt: endBefore } : {}),
    terms: left.terms,
    corrections: corrections.filter(({ revision }) => revision <= before.revision),
  };
}
