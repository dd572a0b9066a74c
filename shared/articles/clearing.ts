import type { Actor } from '../actor.ts';
import type { Standing } from '../events.ts';
import { newsroom } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { alertsWith, checkMailsThen, goesOutAt, mailsCorrection, sendsAlert } from './alerting.ts';
import { type Article, isDue, openChange } from './article.ts';
import { type Schedule, wantedTimes } from './schedule.ts';
import { andThen, changers, guard, move, moveUnapproved, type Outcome, withoutApproval } from './workflow.ts';

/**
 * What an editor says with an approval: the times, whether the alert goes out, and whether those who were mailed what a
 * correction corrects are told.
 */
export type Clearance = Schedule & { sendAlert?: boolean | undefined; mailCorrection?: boolean | undefined };

/**
 * Clears copy for publication, now or when its embargo lifts, and binds the approval to the copy's hash. Nobody
 * approves what they changed. Times that were wanted before stand unless others are sent.
 */
export function approve(
  article: Article,
  { sendAlert, mailCorrection, ...schedule }: Clearance,
  actor: Actor,
): Outcome {
  guard('approve', article, actor);
  refuseOwnCopy(article, actor);
  const times = wantedTimes(article, schedule, actor.at);
  const then = goesOutAt(times.publishAt, actor.at);
  const sends = sendsAlert(article, sendAlert, actor, then);
  const mails = mailsCorrection(article, mailCorrection, actor, then);
  const { copyHash } = article;
  const cleared = {
    ...withoutApproval(article),
    ...times,
    approvedBy: actor.by,
    approvedHash: copyHash,
    ...(sends === undefined ? {} : { sendAlert: sends }),
    ...mails,
  };
  return move('approve', cleared, {
    copyHash,
    ...given(times),
    ...(sends === undefined ? {} : { sendAlert: sends }),
    ...mails,
  });
}

/** The times that are set. */
const given = ({ publishAt, expireAt }: ReturnType<typeof wantedTimes>) => ({
  ...(publishAt === undefined ? {} : { publishAt }),
  ...(expireAt === undefined ? {} : { expireAt }),
});

function refuseOwnCopy(article: Article, { by }: Actor) {
  const share = shareOf(article, by);
  if (share) throw new Problem('own-copy', `${by} ${share} ${article.id}; another editor has to approve it`);
}

/** Whether somebody has no share in the copy that is to be approved. */
export const mayApprove = (article: Article, by: string) => shareOf(article, by) === undefined;

/**
 * What somebody did that keeps them from approving: filed it, opened its correction or update, or changed the copy since it
 * was last released.
 */
function shareOf(article: Article, by: string): string | undefined {
  const { reporter, savedBy, copyVersion } = article;
  if (by === reporter) return 'wrote';
  const open = openChange(article);
  if (by === open?.by) return 'opened this change of';
  const isSaved = !open || copyVersion > open.from;
  const { changedBy = isSaved ? [savedBy] : [] } = article;
  const isLenient = newsroom.editorsMayApproveTheirEdits && !open;
  return !isLenient && changedBy.includes(by) ? 'has changed' : undefined;
}

/**
 * Moves approved copy to another time, or publishes it at once (`publishAt: null`), without a second approval; sets or
 * lifts its end. Of what readers have, only the end can change. Nobody moves the times of their own copy.
 */
export function reschedule(article: Article, schedule: Schedule, actor: Actor): Outcome {
  guard('reschedule', article, actor);
  refuseOwnCopy(article, actor);
  if (schedule.publishAt === undefined && schedule.expireAt === undefined)
    throw new Problem('invalid-input', 'Say another time', {
      errors: [{ pointer: '/publishAt', detail: 'or expireAt is needed: an instant, or null for none' }],
    });
  if (article.state === 'published' && schedule.publishAt !== undefined)
    throw new Problem('invalid-input', 'Readers have it already: only its end can change', {
      errors: [{ pointer: '/publishAt', detail: 'is over: readers have it already; leave it out' }],
    });
  const times = wantedTimes(article, schedule, actor.at);
  if (article.state === 'approved') checkMailsThen(article, times.publishAt, actor.at);
  return move('reschedule', { ...article, ...times }, given(times));
}

/** The sitemap index names every month since the first article: a slip must not make it thousands. */
const earliest = '1900-01-01T00:00:00.000Z';

/**
 * Gives an article of an archive the instant that it was first published at, elsewhere; undefined takes it away. It goes
 * to the archive of that day, and neither alerts nor counts as news.
 */
export function backdate(article: Article, publishedAt: string | undefined, actor: Actor): Outcome {
  guard('backdate', article, actor);
  if (article.path !== undefined)
    throw new Problem('wrong-state', `Readers had ${article.id} before: its first publication is known`, {
      state: article.state,
      version: article.version,
    });
  const isPast = publishedAt === undefined || (publishedAt >= earliest && publishedAt <= actor.at);
  if (!isPast)
    throw new Problem('invalid-input', 'An article of an archive was published before now', {
      errors: [
        {
          pointer: '/publishedAt',
          detail: `must be from ${earliest} to now; for an embargo, approve it with publishAt`,
        },
      ],
    });
  const { backdatedTo: _before, ...rest } = article;
  const changed = { ...rest, changedBy: changers(article, actor.by) };
  return publishedAt === undefined
    ? move('backdate', changed, {})
    : move('backdate', { ...changed, backdatedTo: publishedAt }, { publishedAt });
}

/** Takes approved copy off the schedule and back to its desk's queue, unchanged; the times stay wanted. */
export function unschedule(article: Article, actor: Actor): Outcome {
  guard('unschedule', article, actor);
  return moveUnapproved('unschedule', article, {}, {}, actor);
}

/** Releases approved copy for rendering. The first release fixes the article's path for good. */
export function release(article: Article, actor: Actor): Outcome {
  guard('release', article, actor);
  if (article.approvedHash !== article.copyHash)
    throw new Problem('changed-copy', `${article.id} is not the copy that was approved; approve it again`);
  if (!isDue(article, actor.at))
    throw new Problem('wrong-state', `${article.id} is under embargo until ${article.publishAt}`);
  const { withdrawal: _over, publishAt: _lifted, ...going } = article;
  return move(
    'release',
    { ...going, path: article.path ?? `/${article.section}/${article.id}`, changedBy: [] },
    {
      copyVersion: article.copyVersion,
    },
  );
}

/**
 * Marks the article published. Only the renderer takes this step, after the page is in the bucket. `left` is where a
 * corrected article was listed before.
 */
export function publish(
  article: Article,
  { publishedAt, left }: { publishedAt: string; left?: Standing | undefined },
  actor: Actor,
): Outcome {
  guard('publish', article, actor);
  const {
    correction: _noted,
    update: _made,
    sendAlert: _decided,
    mailCorrection,
    renderFailed: _late,
    ...rest
  } = article;
  const { path = '', alert } = article;
  const { sends, went } = alertsWith(article, actor.at);
  return move(
    'publish',
    { ...rest, publishedAt, ...went },
    {
      ...{ path, alert },
      ...(alert === 'none' ? {} : { sendAlert: sends }),
      ...(mailCorrection ? { mailCorrection } : {}),
      ...(left ? { left } : {}),
    },
  );
}

/** Releases approved copy in the same save, unless it is under embargo. */
export const releaseIfDue = (approved: Outcome, actor: Actor): Outcome =>
  approved.article.state === 'approved' && isDue(approved.article, actor.at)
    ? andThen(approved, (article) => release(article, actor))
    : approved;
