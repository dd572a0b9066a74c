import * as z from 'zod';
import type { Actor } from '../actor.ts';
import { instant } from '../instant.ts';
import { padded } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Article } from './article.ts';
import { guard, move, type Outcome } from './workflow.ts';

/** An internal comment on an article. Readers never see it; it is no part of the copy, and no page is rendered from it. */
export const Comment = z
  .object({
    /** The version of the article that it made, as eight digits. */
    id: z.string(),
    text: z.string(),
    by: z.string(),
    at: instant,
    resolved: z.object({ by: z.string(), at: instant }).optional(),
  })
  .meta({ id: 'Comment' });
export type Comment = z.infer<typeof Comment>;

/** A step that saves a comment beside its article. */
type Commented = Outcome & { comment: Comment };

/** The most comments on an article that a person writes or resolves in so many milliseconds. */
const most = { saves: 20, within: 10 * 60_000 };

/**
 * Each makes a version, so that who approves an older one is told first; so nobody may hold off approvals and withdrawals
 * by writing and resolving without end. `all` are the article's comments as they are at its version.
 */
function guardRate(all: readonly Comment[], { by, at }: Actor) {
  const since = new Date(Date.parse(at) - most.within).toISOString();
  const saves = all.flatMap((comment) => [comment, ...(comment.resolved ? [comment.resolved] : [])]);
  if (saves.filter((save) => save.by === by && save.at > since).length >= most.saves)
    throw new Problem('too-many', `You saved ${most.saves} comments on it in ten minutes: wait a little`);
}

/** The most comments on an article: a list of them is answered whole, and an answer holds 6 MB. */
const mostComments = 500;

/** Comments on an article. Who approves an older version than the comment is told first that there is one. */
export function commentOn(article: Article, text: string, all: readonly Comment[], actor: Actor): Commented {
  guard('comment', article, actor);
  guardRate(all, actor);
  if (all.length >= mostComments)
    throw new Problem('invalid-input', `${article.id} has ${mostComments} comments, and takes no more`);
  const comment = { id: padded(article.version + 1), text, by: actor.by, at: actor.at };
  const openComments = (article.openComments ?? 0) + 1;
  return { ...move('comment', { ...article, openComments }, { commentId: comment.id }), comment };
}

/** Marks a comment as done with. Throws `not-found`, or `wrong-state` when it is resolved already. */
export function resolve(article: Article, id: string, all: readonly Comment[], actor: Actor): Commented {
  guard('resolve', article, actor);
  const comment = all.find((one) => one.id === id);
  if (!comment) throw new Problem('not-found', `There is no such comment on ${article.id}`);
  if (comment.resolved)
    throw new Problem('wrong-state', `${comment.resolved.by} has resolved this comment already`);
  guardRate(all, actor);
  const openComments = Math.max(0, (article.openComments ?? 0) - 1);
  return {
    ...move('resolve', { ...article, openComments }, { commentId: comment.id }),
    comment: { ...comment, resolved: { by: actor.by, at: actor.at } },
  };
}
