import { type Actor, requireRole } from '../actor.ts';
import type { EventData } from '../events.ts';
import { mailsRetraction } from './alerting.ts';
import { type Article, openChange } from './article.ts';
import type { Tombstone } from './live.ts';
import { wantedTimes } from './schedule.ts';
import { type Detail, guard, move, type Outcome, voiding, withFact, withoutApproval } from './workflow.ts';

/**
 * Withdraws an article that readers had: a notice with the reason replaces its page. An open correction or update ends
 * with it. Those who were mailed it are told, if it says so.
 */
export function retract(
  article: Article,
  { reason, mailRetraction }: { reason: string; mailRetraction?: boolean | undefined },
  actor: Actor,
): Outcome {
  guard('retract', article, actor);
  const detail = { reason, ...mailsRetraction(article, mailRetraction, actor) };
  return withdraw('retract', article, detail, actor, { reason });
}

/**
 * Takes an article from readers without saying that it was wrong: it went out too early, or is under discussion. `note` is
 * for the newsroom. An open correction or update ends with it.
 */
export function unpublish(article: Article, note: string | undefined, actor: Actor): Outcome {
  guard('unpublish', article, actor);
  return withdraw('unpublish', article, note === undefined ? {} : { note }, actor, { reason: note });
}

/** Withdraws an article whose expiry has passed. Only the clock takes this step. */
export function expire(article: Article, actor: Actor): Outcome {
  guard('expire', article, actor);
  const { expireAt: _past, ...rest } = article;
  return withdraw('expire', rest, {}, actor);
}

/**
 * Removes an article for law or safety: its text leaves every output and every list. The record keeps who, when, why
 * the copy's hash, and the pictures it used: they are at addresses of their own.
 */
export function kill(article: Article, reason: string, actor: Actor): Outcome {
  guard('kill', article, actor);
  const { copyHash, pictures } = article;
  const { headline: _gone, expireAt: _end, ...rest } = article;
  return withdraw('kill', rest, { reason, copyHash }, actor, { reason, pictures });
}

/** Withdraws with a revision higher than any rendered before, so that no late render can replace the notice. */
function withdraw<S extends 'retract' | 'unpublish' | 'expire' | 'kill'>(
  name: S,
  article: Article,
  detail: Detail<S>,
  actor: Actor,
  kept: Pick<NonNullable<Article['withdrawal']>, 'reason' | 'pictures'> = {},
): Outcome {
  const {
    correction: _dropped,
    update: _too,
    publishAt: _wanted,
    returned: _also,
    renderFailed: _over,
    ...rest
  } = withoutApproval(article);
  const withdrawal = { by: actor.by, at: actor.at, ...kept };
  const moved = move(name, { ...rest, revision: article.revision + 1, withdrawal }, detail);
  const dropped = droppedBy(article);
  return dropped ? withFact(moved, 'article.change-dropped', dropped) : voiding(article, actor, moved);
}

/** The correction or update that a withdrawal ends, for those who worked on it: its copy can be restored. */
function droppedBy(
  article: Article,
): Omit<EventData<'article.change-dropped'>, 'articleId' | 'revision' | 'section'> | undefined {
  const open = openChange(article);
  if (!open || article.state === 'released') return undefined;
  const { copyVersion, approvedBy, publishAt } = article;
  return {
    openedBy: open.by,
    ...(copyVersion > open.from ? { copyVersion } : {}),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(publishAt === undefined ? {} : { publishAt }),
  };
}

/** What readers had last, as its tombstone keeps it. */
export type LastSeen = Pick<
  Article,
  'section' | 'headline' | 'alert' | 'copyVersion' | 'copyHash' | 'words' | 'readingMinutes'
> &
  Pick<Tombstone, 'ownEnd'>;

/**
 * Gives an article back to readers as they had it last: after a retraction that was wrong, or when it was unpublished. Its
 * end stands unless `expireAt` sets another, or null lifts it. Only a publisher takes back a retraction.
 */
export function reinstate(
  article: Article,
  lastSeen: LastSeen,
  { reason, ...times }: { reason: string; expireAt?: string | null | undefined },
  actor: Actor,
): Outcome {
  guard('reinstate', article, actor);
  if (article.state === 'retracted') requireRole(actor, ['publisher'], 'take back a retraction');
  const { withdrawal: _over, expireAt: _end, ...rest } = article;
  // What the article says may be the end of a change that was dropped.
  const end = lastSeen.ownEnd === undefined ? article.expireAt : (lastSeen.ownEnd ?? undefined);
  const { expireAt } = wantedTimes({ ...article, expireAt: end }, times, actor.at);
  const { ownEnd: _told, ...seen } = lastSeen;
  const { copyVersion, copyHash } = seen;
  return move(
    'reinstate',
    {
      ...rest,
      ...seen,
      approvedHash: copyHash,
      ...(expireAt ? { expireAt } : {}),
      revision: article.revision + 1,
      changedBy: [],
    },
    { reason, copyVersion },
  );
}
