import type { Actor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Article, State } from './article.ts';
import type { Content } from './content.ts';
import { correct, openUpdate } from './correcting.ts';
import { lengthOfBody } from './words.ts';
import { andThen, changers, guard, move, moveUnapproved, type Outcome, steps } from './workflow.ts';

/** Files a first draft. */
export function create(id: string, content: Content, copyHash: string, actor: Actor): Outcome {
  const draft: Article = {
    id,
    state: 'draft',
    version: 0,
    revision: 1,
    ...shown(content),
    copyVersion: 1,
    copyHash,
    reporter: actor.by,
    savedBy: actor.by,
    changedBy: [actor.by],
    createdAt: actor.at,
    savedAt: actor.at,
  };
  guard('create', draft, actor);
  return move('create', draft, {});
}

/** Saves a new copy. The article is a draft again: an edit voids a submission and an approval, but no wanted time. */
export function edit(article: Article, content: Content, copyHash: string, actor: Actor): Outcome {
  guard('edit', article, actor);
  const copyVersion = article.version + 1;
  const saved = { ...shown(content), copyVersion, copyHash, savedBy: actor.by, savedAt: actor.at };
  return moveUnapproved('edit', article, { ...saved, changedBy: changers(article, actor.by) }, {}, actor);
}

/** What readers are told of a restored text: a note of correction; or nothing, for an update. */
export type Telling = { note?: string | undefined; update?: boolean | undefined };

/**
 * Saves an earlier copy as the newest, as a draft; the live page stays. Of what readers have or had this first opens a
 * correction, which needs a note to them, or an update.
 */
export function restore(
  article: Article,
  earlier: { content: Content; copyHash: string; writers: readonly string[] },
  { note, update }: Telling,
  actor: Actor,
): Outcome {
  if (!(steps.correct.from as readonly State[]).includes(article.state))
    return editAsBefore(article, earlier, actor);
  if ((note === undefined) === (update !== true))
    throw new Problem('invalid-input', 'Readers had this article: is it a correction or an update?', {
      errors: [{ pointer: '/note', detail: 'say in a note what is corrected, or send "update": true' }],
    });
  const opened = note === undefined ? openUpdate(article, actor) : correct(article, note, actor);
  return andThen(opened, (open) => editAsBefore(open, earlier, actor));
}

/** Whoever wrote the earlier copy changes the article with it, and does not approve it. */
function editAsBefore(
  article: Article,
  { content, copyHash, writers }: Parameters<typeof restore>[1],
  actor: Actor,
): Outcome {
  const { article: saved, facts } = edit(article, content, copyHash, actor);
  return { article: { ...saved, changedBy: [...new Set([...(saved.changedBy ?? []), ...writers])] }, facts };
}

/** Submits a draft to its desk. */
export function submit(article: Article, actor: Actor): Outcome {
  guard('submit', article, actor);
  const { returned: _mended, ...rest } = article;
  return move('submit', { ...rest, submittedAt: actor.at }, {});
}

/** Returns copy to its reporter with a note on what to change. */
export function sendBack(article: Article, note: string, actor: Actor): Outcome {
  guard('return', article, actor);
  const returned = { by: actor.by, at: actor.at, note };
  return moveUnapproved('return', article, { returned }, { note }, actor);
}

/** Gives the work on an article to somebody, or back to its reporter. */
export function assign(article: Article, to: string | undefined, actor: Actor): Outcome {
  guard('assign', article, actor);
  const { assignee: _before, ...rest } = article;
  return to === undefined ? move('assign', rest, {}) : move('assign', { ...rest, assignee: to }, { to });
}

const shown = ({ section, headline, alert, body }: Content) => ({
  section,
  headline,
  alert,
  ...lengthOfBody(body),
});
