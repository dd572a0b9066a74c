import type { Actor } from '../actor.ts';
import type { Article } from './article.ts';
import { guard, move, type Outcome, withoutApproval } from './workflow.ts';

/** Opens the next revision of what readers have, with a note to them. The live page stays until it is released. */
export function correct(article: Article, note: string, actor: Actor): Outcome {
  guard('correct', article, actor);
  const correction = { note, by: actor.by, at: actor.at, from: article.copyVersion };
  return move(
    'correct',
    { ...withoutApproval(article), revision: article.revision + 1, correction },
    { note },
  );
}

/** What readers have of an article, as far as a step of the desk has to know: the revision and its copy. */
export type Shown = Pick<Article, 'revision' | 'section' | 'headline' | 'alert' | 'copyVersion' | 'copyHash'>;

/**
 * Ends copy before publication. Of an article that readers have, only the correction in work ends: it is `published`
 * again, as `live` says.
 */
export function spike(
  article: Article,
  live: Shown | undefined,
  note: string | undefined,
  actor: Actor,
): Outcome {
  guard('spike', article, actor);
  const told = note === undefined ? {} : { note };
  if (!live) {
    const withdrawal = { by: actor.by, at: actor.at, reason: note };
    return move('spike', { ...withoutApproval(article), withdrawal }, told);
  }
  const { article: spiked, facts } = move('spike', withoutApproval(article), told);
  const { correction: _dropped, ...kept } = spiked;
  const { revision, section, headline, alert, copyVersion, copyHash } = live;
  const back = { revision, section, headline, alert, copyVersion, copyHash, approvedHash: copyHash };
  return { article: { ...kept, ...back, state: article.withdrawal ? 'expired' : 'published' }, facts };
}
