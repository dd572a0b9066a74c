import type { Actor } from '../actor.ts';
import type { Weight } from '../newsroom.ts';
import type { Article } from './article.ts';
import { guard, move, type Outcome } from './workflow.ts';

/** Says how much room fronts give an article, before or while readers have it. An approval stands, whatever is weighed. */
export function weigh(article: Article, weight: Weight, actor: Actor): Outcome {
  guard('weigh', article, actor);
  return move('weigh', { ...article, weight }, { weight });
}
