import type { Actor } from '../actor.ts';
import type { Article } from './article.ts';
import { type Detail, guard, move, type Outcome, withoutApproval } from './workflow.ts';

/** Withdraws a published article: a notice with the reason replaces its page. An open correction ends with it. */
export function retract(article: Article, reason: string, actor: Actor): Outcome {
  guard('retract', article, actor);
  return withdraw('retract', article, { by: actor.by, at: actor.at, reason }, { reason });
}

/** Withdraws an article whose expiry has passed. Only the clock takes this step. */
export function expire(article: Article, actor: Actor): Outcome {
  guard('expire', article, actor);
  return withdraw('expire', article, { by: actor.by, at: actor.at }, {});
}

/**
 * Removes an article for law or safety: its text leaves every output and every list. The record keeps who, when, why
 * and the copy's hash.
 */
export function kill(article: Article, reason: string, actor: Actor): Outcome {
  guard('kill', article, actor);
  const { copyHash } = article;
  const { headline: _gone, ...rest } = article;
  return withdraw('kill', rest, { by: actor.by, at: actor.at, reason }, { reason, copyHash });
}

/** Withdraws with a revision higher than any rendered before, so that no late render can replace the notice. */
function withdraw<S extends 'retract' | 'expire' | 'kill'>(
  name: S,
  article: Article,
  withdrawal: NonNullable<Article['withdrawal']>,
  detail: Detail<S>,
): Outcome {
  const { correction: _dropped, expireAt: _past, ...rest } = withoutApproval(article);
  return move(name, { ...rest, revision: article.revision + 1, withdrawal }, detail);
}
