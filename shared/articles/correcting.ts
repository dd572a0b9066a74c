import { type Actor, requireRole } from '../actor.ts';
import { Problem } from '../problem.ts';
import { type Article, openChange } from './article.ts';
import { changers, guard, move, moveUnapproved, type Outcome, withoutApproval } from './workflow.ts';

/**
 * Opens the next revision of what readers have or had, with a note to them on what was wrong. The live page stays until
 * it is released.
 */
export function correct(article: Article, note: string, actor: Actor): Outcome {
  guard('correct', article, actor);
  return move(
    'correct',
    { ...nextRevision(article), correction: { note, ...opening(article, actor) } },
    { note },
  );
}

/** Opens the next revision without a note: the story goes on. Readers see when it was updated. */
export function openUpdate(article: Article, actor: Actor): Outcome {
  guard('update', article, actor);
  return move('update', { ...nextRevision(article), update: opening(article, actor) }, {});
}

const opening = ({ copyVersion }: Article, { by, at }: Actor) => ({ by, at, from: copyVersion });

/**
 * Who changed copy that a withdrawal ended still counts: the next change begins with it. Before alerts were recorded, the
 * level that readers got an article with says what went out.
 */
function nextRevision(article: Article): Article {
  const { alert, alerted = alert === 'none' ? [] : [alert], changedBy = [] } = article;
  return { ...withoutApproval(article), revision: article.revision + 1, changedBy, alerted };
}

/**
 * Rewords the note of the correction in work. A note makes an update a correction; without one, a correction becomes an
 * update. Voids the approval, which was of the note too.
 */
export function reword(article: Article, note: string | undefined, actor: Actor): Outcome {
  guard('reword', article, actor);
  const open = openChange(article);
  if (!open)
    throw new Problem('wrong-state', `${article.id} has no correction or update in work`, {
      state: article.state,
      version: article.version,
    });
  const { by, at, from } = open;
  const change =
    note === undefined
      ? { update: { by, at, from }, correction: undefined }
      : { correction: { note, by, at, from }, update: undefined };
  const changes = { ...change, changedBy: changers(article, actor.by) };
  const detail = note === undefined ? {} : { note };
  if (article.state !== 'approved') return move('reword', { ...article, ...changes }, detail);
  return moveUnapproved(
    'reword',
    article,
    { ...changes, state: 'submitted', since: actor.at },
    detail,
    actor,
  );
}

/** What spiking a correction or an update restores: the revision before it, its copy and its own end. */
export type LiveVersion = Pick<
  Article,
  'state' | 'revision' | 'section' | 'headline' | 'alert' | 'copyVersion' | 'copyHash' | 'expireAt'
> & { ownEnd?: string | null | undefined };

/**
 * Whether copy is still its reporter's own: a draft that no desk has had; of what has been out, a correction or an update
 * that they opened and that no desk has had.
 */
function isPrivate(article: Article, live: LiveVersion | undefined, { by }: Pick<Actor, 'by'>): boolean {
  const { state, submittedAt } = article;
  const change = openChange(article);
  if (state !== 'draft') return false;
  if (change) return change.by === by && (submittedAt === undefined || submittedAt < change.at);
  return submittedAt === undefined && !live;
}

/**
 * Ends copy before publication. Of an article that has been out, only the open correction or update ends: `live` is what
 * it goes back to: `published`, or `expired` or `unpublished` when it was changed after that. A reporter may spike an own
 * draft, or an own change, that no desk has had.
 */
export function spike(
  article: Article,
  live: LiveVersion | undefined,
  note: string | undefined,
  actor: Actor,
): Outcome {
  guard('spike', article, actor);
  if (!isPrivate(article, live, actor)) requireRole(actor, ['editor'], 'spike what a desk has had');
  const detail = note === undefined ? {} : { note };
  if (!live) {
    const withdrawal = { by: actor.by, at: actor.at, reason: note, from: article.state };
    return moveUnapproved('spike', article, { withdrawal }, detail, actor);
  }
  const { article: spiked, facts } = moveUnapproved('spike', article, {}, detail, actor);
  const {
    correction: _dropped,
    update: _too,
    returned: _also,
    publishAt: _wanted,
    expireAt: _end,
    ...kept
  } = spiked;
  const { revision, section, headline, alert, copyVersion, copyHash } = live;
  const expireAt = live.ownEnd ?? live.expireAt;
  const back = { revision, section, headline, alert, copyVersion, copyHash, approvedHash: copyHash };
  const state = live.state === 'expired' || live.state === 'unpublished' ? live.state : 'published';
  return { article: { ...kept, ...back, ...(expireAt ? { expireAt } : {}), changedBy: [], state }, facts };
}

/**
 * Takes a spike back: copy that was at its desk is there again, to be approved anew; a draft is a draft. Its reporter takes
 * back only an own spike.
 */
export function unspike(article: Article, actor: Actor): Outcome {
  guard('unspike', article, actor);
  if (article.withdrawal?.by !== actor.by) requireRole(actor, ['editor'], 'take back what an editor spiked');
  const { withdrawal: _over, ...rest } = article;
  const { article: draft, facts } = move('unspike', { ...rest, unspikedAt: actor.at }, {});
  return { article: { ...draft, state: wasSubmitted(article) ? 'submitted' : 'draft' }, facts };
}

/** Whether copy was at its desk when it was spiked: it was submitted, and not returned or edited since. */
const wasSubmitted = ({ withdrawal }: Article) =>
  withdrawal?.from === 'submitted' || withdrawal?.from === 'approved';
