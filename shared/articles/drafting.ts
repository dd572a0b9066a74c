import type { Actor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Article, State } from './article.ts';
import type { Content } from './content.ts';
import { correct } from './correcting.ts';
import { andThen, guard, move, type Outcome, steps, withoutApproval } from './workflow.ts';

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
    createdAt: actor.at,
    savedAt: actor.at,
  };
  guard('create', draft, actor);
  return move('create', draft, {});
}

/** Saves a new copy. The article is a draft again: an edit voids a submission and an approval. */
export function edit(article: Article, content: Content, copyHash: string, actor: Actor): Outcome {
  guard('edit', article, actor);
  const copyVersion = article.version + 1;
  const saved = { ...shown(content), copyVersion, copyHash, savedBy: actor.by, savedAt: actor.at };
  return move('edit', { ...withoutApproval(article), ...saved }, {});
}

/**
 * Saves an earlier copy as the newest, as a draft; the live page stays. For a published article this first opens a
 * correction, so it needs a note to readers.
 */
export function restore(
  article: Article,
  earlier: { content: Content; copyHash: string },
  note: string | undefined,
  actor: Actor,
): Outcome {
  const { content, copyHash } = earlier;
  if (!(steps.correct.from as readonly State[]).includes(article.state))
    return edit(article, content, copyHash, actor);
  if (note === undefined)
    throw new Problem('invalid-input', 'Readers have this article: say in a note what is corrected', {
      errors: [{ pointer: '/note', detail: 'is needed: readers have this article' }],
    });
  return andThen(correct(article, note, actor), (opened) => edit(opened, content, copyHash, actor));
}

/** Submits a draft to its desk. */
export function submit(article: Article, actor: Actor): Outcome {
  guard('submit', article, actor);
  return move('submit', { ...article, submittedAt: actor.at }, {});
}

/** Returns copy to its reporter with a note on what to change. */
export function sendBack(article: Article, note: string, actor: Actor): Outcome {
  guard('return', article, actor);
  return move('return', withoutApproval(article), { note });
}

const shown = ({ section, headline, alert }: Content) => ({ section, headline, alert });
