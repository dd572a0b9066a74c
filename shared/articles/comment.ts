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

/** Comments on an article. Who approves an older version than the comment is told first that there is one. */
export function commentOn(article: Article, text: string, actor: Actor): Commented {
  guard('comment', article, actor);
  const comment = { id: padded(article.version + 1), text, by: actor.by, at: actor.at };
  const openComments = (article.openComments ?? 0) + 1;
  return { ...move('comment', { ...article, openComments }, { commentId: comment.id }), comment };
}

/** Marks a comment as done with. Throws `not-found`, or `wrong-state` when it is resolved already. */
export function resolve(article: Article, comment: Comment | undefined, actor: Actor): Commented {
  guard('resolve', article, actor);
  if (!comment) throw new Problem('not-found', `There is no such comment on ${article.id}`);
  if (comment.resolved)
    throw new Problem('wrong-state', `${comment.resolved.by} has resolved this comment already`);
  const openComments = Math.max(0, (article.openComments ?? 0) - 1);
  return {
    ...move('resolve', { ...article, openComments }, { commentId: comment.id }),
    comment: { ...comment, resolved: { by: actor.by, at: actor.at } },
  };
}
