import type { Actor } from '../actor.ts';
import { type FieldProblem, Problem } from '../problem.ts';
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

/** Submits a draft to its desk. Refused while nobody has said what a picture of it shows (`untold`), or whose it is. */
export function submit(article: Article, actor: Actor, untold: readonly FieldProblem[] = []): Outcome {
  guard('submit', article, actor);
  if (untold.length > 0)
    throw new Problem('invalid-input', 'Say what these pictures show and whose they are, then submit it', {
      errors: [...untold],
    });
  const { returned: _mended, ...rest } = article;
  return move('submit', { ...rest, submittedAt: actor.at }, {});
}

/** Returns copy to its reporter with a note on what to change. */
export function sendBack(article: Article, note: string, actor: Actor): Outcome {
  guard('return', article, actor);
  const returned = { by: actor.by, at: actor.at, note };
  return moveUnapproved('return', article, { returned }, { note }, actor);
}

/** The most times that a person hands an article on in so many milliseconds. */
const most = { times: 10, within: 10 * 60_000 };

/**
 * Gives the work on an article to somebody, or back to its reporter. Each makes a version, so that who approves an older one
 * is told first; so nobody may hold off approvals by handing on without end.
 */
export function assign(article: Article, to: string | undefined, actor: Actor): Outcome {
  guard('assign', article, actor);
  const { assignee: _before, assignments = [], ...rest } = article;
  const since = new Date(Date.parse(actor.at) - most.within).toISOString();
  const recent = assignments.filter(({ at }) => at > since);
  if (recent.filter(({ by }) => by === actor.by).length >= most.times)
    throw new Problem('too-many', `You handed it on ${most.times} times in ten minutes: wait a little`);
  const handed = { ...rest, assignments: [...recent, { by: actor.by, at: actor.at }] };
  return to === undefined ? move('assign', handed, {}) : move('assign', { ...handed, assignee: to }, { to });
}

const shown = ({ section, headline, alert, body }: Content) => ({
  section,
  headline,
  alert,
  ...lengthOfBody(body),
});
