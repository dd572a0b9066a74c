import type { Actor } from '../actor.ts';
import type { Article } from './article.ts';
import { guard, move, type Outcome, withoutApproval } from './workflow.ts';

/** Opens the next revision of a published article, with a note to readers. The live page stays until it is released. */
export function correct(article: Article, note: string, actor: Actor): Outcome {
  guard('correct', article, actor);
  const correction = { note, by: actor.by, at: actor.at, from: article.copyVersion };
  return move(
    'correct',
    { ...withoutApproval(article), revision: article.revision + 1, correction },
    { note },
  );
}

/** What spiking a correction restores: the revision before it and its copy. */
export type LiveVersion = Pick<
  Article,
  'revision' | 'section' | 'headline' | 'alert' | 'copyVersion' | 'copyHash'
>;

/**
 * Ends copy before publication. Of an article that has been out, only the open correction ends: `live` is what it goes
 * back to, as `published`, or as `expired` when it was corrected after it had expired.
 */
export function spike(
  article: Article,
  live: LiveVersion | undefined,
  note: string | undefined,
  actor: Actor,
): Outcome {
  guard('spike', article, actor);
  const detail = note === undefined ? {} : { note };
  if (!live) {
    const withdrawal = { by: actor.by, at: actor.at, reason: note };
    return move('spike', { ...withoutApproval(article), withdrawal }, detail);
  }
  const { article: spiked, facts } = move('spike', withoutApproval(article), detail);
  const { correction: _dropped, ...kept } = spiked;
  const { revision, section, headline, alert, copyVersion, copyHash } = live;
  const back = { revision, section, headline, alert, copyVersion, copyHash, approvedHash: copyHash };
  return { article: { ...kept, ...back, state: article.withdrawal ? 'expired' : 'published' }, facts };
}
