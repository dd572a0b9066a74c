import type { Actor } from '../actor.ts';
import type { Standing } from '../events.ts';
import { newsroom } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { type Article, isDue } from './article.ts';
import { andThen, guard, move, type Outcome, withoutApproval } from './workflow.ts';

/**
 * From when until when readers have an article, as ISO instants; either end may be open. For an article that readers
 * have, a missing `expireAt` keeps the expiry set before; null removes it.
 */
export type Schedule = { publishAt?: string | undefined; expireAt?: string | null | undefined };

/**
 * Clears copy for publication, now or when its embargo lifts, and binds the approval to the copy's hash. Nobody
 * approves their own copy.
 */
export function approve(article: Article, { publishAt, expireAt: until }: Schedule, actor: Actor): Outcome {
  guard('approve', article, actor);
  const expireAt = until === undefined ? article.expireAt : (until ?? undefined);
  if (authorsOf(article).includes(actor.by))
    throw new Problem('own-copy', `${actor.by} wrote ${article.id}; another editor has to approve it`);
  if (expireAt !== undefined && expireAt <= (publishAt ?? actor.at))
    throw new Problem('invalid-input', 'It would expire before anybody could read it', {
      errors: [{ pointer: '/expireAt', detail: 'must be later than publishAt, and than now' }],
    });
  const { copyHash } = article;
  const cleared = { ...article, approvedBy: actor.by, approvedHash: copyHash, publishAt, expireAt };
  return move('approve', cleared, {
    copyHash,
    ...(publishAt === undefined ? {} : { publishAt }),
    ...(expireAt === undefined ? {} : { expireAt }),
  });
}

/**
 * Who may not approve this copy because they wrote it: its reporter; for a correction also whoever opened it and
 * whoever saved it last.
 */
function authorsOf({ reporter, savedBy, copyVersion, correction }: Article) {
  const isSavedSince = correction !== undefined && copyVersion > correction.from;
  return [
    reporter,
    ...(newsroom.strictApproval || isSavedSince ? [savedBy] : []),
    ...(correction ? [correction.by] : []),
  ];
}

/** Takes approved copy off the schedule and back to its desk's queue, unchanged. */
export function unschedule(article: Article, actor: Actor): Outcome {
  guard('unschedule', article, actor);
  return move('unschedule', withoutApproval(article), {});
}

/** Releases approved copy for rendering. The first release fixes the article's path for good. */
export function release(article: Article, actor: Actor): Outcome {
  guard('release', article, actor);
  if (article.approvedHash !== article.copyHash)
    throw new Problem('changed-copy', `${article.id} is not the copy that was approved; approve it again`);
  if (!isDue(article, actor.at))
    throw new Problem('wrong-state', `${article.id} is under embargo until ${article.publishAt}`);
  const { withdrawal: _over, ...going } = article;
  return move(
    'release',
    { ...going, path: article.path ?? `/${article.section}/${article.id}` },
    {
      copyVersion: article.copyVersion,
    },
  );
}

/**
 * Marks the article published. Only the renderer takes this step, after the page is in the bucket. `left` is where a
 * corrected article was listed before.
 */
export function publish(
  article: Article,
  { publishedAt, left }: { publishedAt: string; left?: Standing | undefined },
  actor: Actor,
): Outcome {
  guard('publish', article, actor);
  const { correction: _noted, ...rest } = article;
  const { path = '', alert } = article;
  return move('publish', { ...rest, publishedAt }, { path, alert, ...(left ? { left } : {}) });
}

/** Releases approved copy in the same save, unless it is under embargo. */
export const releaseIfDue = (approved: Outcome, actor: Actor): Outcome =>
  isDue(approved.article, actor.at) ? andThen(approved, (article) => release(article, actor)) : approved;
