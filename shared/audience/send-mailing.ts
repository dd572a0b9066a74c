import { isTombstone, type Published } from '../articles/live.ts';
import { type Recipient, sendBulk } from '../aws/bulk-mail.ts';
import { setting } from '../aws/environment.ts';
import type { MailOutcome } from '../aws/mail-state.ts';
import type { Key } from '../keys.ts';
import type { Shift } from '../shift.ts';
import { aboutOf, alertLetter } from './alert-letter.ts';
import { type Next, readNext, readStill } from './audience-store.ts';
import { abandoned, type Batch, counting, dueOf, isHeld, settled } from './batch.ts';
import type { Keyed } from './keyed.ts';
import { endOnlyOf, endSecretOf, endTokenOf, hashOf, oneClickLink, tokenOf } from './links.ts';
import {
  cancelling,
  correctedIn,
  isStale,
  isUnderWay,
  laneOf,
  type Mailing,
  type MemberState,
  type Pause,
  sickness,
  stopped,
} from './mailing.ts';
import {
  batchKey,
  endIfDone,
  findBatch,
  findMailing,
  findProgress,
  isRestored,
  readProgress,
  readStanding,
  saveBatch,
  saveMailing,
  saveProgress,
  startBatch,
} from './mailing-store.ts';
import { readKeyed } from './pepper-store.ts';
import type { Progress } from './progress.ts';
import { publishShards, type ShardWork } from './publish-shards.ts';
import { readTurn, slower, took } from './read-turn.ts';
import type { Reader } from './readers-store.ts';
import { isPaused } from './subscription.ts';

/** What a shift keeps in hand to end in order, in milliseconds, beside two of its slowest batches. */
const inHand = 15_000;
/** How many readers of a cancelled mailing are counted at a time. */
const countedAtOnce = 50;
/** How many batches are done between notes of how far the shard is. */
const noted = 10;
/** Calls in a row of which SES takes nothing for its rate, until the mailing waits. */
const mostThrottled = 8;
/** How long another mailing's call is waited for, until it is looked at again, in milliseconds. */
const aMoment = 1_000;

type Run = { mailing: Mailing; shard: number; shift: Shift; keyed: Keyed; throttled: number };

/**
 * Mails one shard of a mailing, from where it was left, at the rate that SES takes. Stops when the mailing is paused, or
 * somebody else is at work on the shard. When it is cancelled or its article is withdrawn, those who are left are counted
 * alone. Before its time is over it has the rest done by another call.
 */
export async function sendToShard({ mailing: id, shard }: ShardWork, shift: Shift): Promise<void> {
  const mailing = await findMailing(id);
  if (!mailing || !isUnderWay(mailing)) return;
  const run: Run = { mailing, shard, shift, keyed: await readKeyed(), throttled: 0 };
  let progress = await findProgress(id, shard);
  let [slowest, unsaved] = [0, 0];
  while (!progress.isDone) {
    const began = shift.now();
    const isLate = shift.left() < inHand + 2 * slowest;
    const next = isLate ? undefined : await sendNext(run, progress);
    slowest = Math.max(slowest, shift.now() - began);
    // Who is unknown is noted at once: SES's events may tell soon.
    if (next && next !== progress)
      unsaved += (next.counts.unknown ?? 0) > (progress.counts.unknown ?? 0) ? noted : 1;
    progress = next ?? progress;
    if (unsaved > 0 && (!next || progress.isDone || unsaved >= noted)) {
      const saved = await saveProgress(id, progress, iso(shift));
      // Somebody else is at work on it, and further.
      if (!saved) return;
      [progress, unsaved] = [saved, 0];
    }
    if (isLate) return publishShards(mailing, [shard]);
    if (!next) return;
  }
  await endIfDone(id, iso(shift));
}

/** Sends the next batch. Returns how far the shard is then; undefined when this is not the time to go on. */
async function sendNext(run: Run, progress: Progress): Promise<Progress | undefined> {
  if (run.mailing.state === 'cancelling') return countNext(run, progress);
  const { shift, shard } = run;
  const turn = await readTurn(laneOf(run.mailing), shift);
  const { mailing, published, health } = await readStanding(run.mailing.id, run.mailing.articleId);
  if (mailing?.state === 'cancelling') return countNext(Object.assign(run, { mailing }), progress);
  if (mailing?.state !== 'sending') return undefined;
  if (!published || !isToldBy(mailing, published)) {
    // Whoever saves first says how it stands: it is looked at again.
    await saveMailing(cancelling(mailing, published?.state ?? 'gone'));
    return progress;
  }
  const sick = sickness(health, mailing);
  if (sick)
    return stop(run, mailing, sick, {
      ...{ detail: `${health.bounced} bounced, ${health.complained} complained`, health },
    });
  if (turn.size === 0)
    return stop(run, mailing, 'quota', { detail: 'The day’s quota has room for confirmations only' });
  if (isRestored(mailing))
    return stop(run, mailing, 'stale', { detail: `It was planned in the table ${mailing.table}` });
  if (await isForgotten(mailing, progress, shift))
    return stop(run, mailing, 'stale', { detail: `It is of ${mailing.at}` });
  const key = batchKey(mailing.id, shard, progress.after);
  const begun = await begin({ run, mailing, published, progress, key, size: turn.size });
  if (begun === 'taken') return undefined;
  if (begun === 'not yet') await shift.rest(aMoment);
  if (begun === 'not now' || begun === 'not yet') return progress;
  if (begun === 'none') return { ...progress, isDone: true };
  if (begun.batch.state === 'done') return past(progress, begun.batch);
  const outcomes = await sendOnce(
    run,
    { published, after: progress.after ?? '0' },
    dueOf(begun.batch),
    begun.readers,
  );
  took(turn, begun.readers.length, shift);
  const batch = settled(begun.batch, outcomes);
  const isSaved = await saveBatch(key, begun.version, batch);
  report(key, outcomes);
  if (!isSaved) return undefined;
  const trouble = troubleIn(run, outcomes);
  if (trouble) return stop(run, mailing, trouble.reason, trouble);
  if (mailing.stops > 0) await saveMailing({ ...mailing, stops: 0 });
  return batch.state === 'done' ? past(progress, batch) : progress;
}

/**
 * Whether readers have, or do not have, what a mailing tells of. A later retraction than that of a mailing has a mailing of its
 * own, or is to have none.
 */
const isToldBy = (mailing: Mailing, published: Published) =>
  mailing.kind === 'retraction'
    ? published.state === 'retracted' && published.revision === correctedIn(mailing)
    : !isTombstone(published);

const past = (progress: Progress, batch: Batch): Progress => ({
  ...progress,
  after: batch.last,
  counts: counting(progress.counts, batch),
});

/** Counts the next readers of a mailing that was cancelled. No batch of it is begun any more: nobody is sent to. */
async function countNext({ mailing, shard, shift }: Run, progress: Progress): Promise<Progress | undefined> {
  const key = batchKey(mailing.id, shard, progress.after);
  const { batch: there, version } = await findBatch(key);
  if (there?.state === 'done') return past(progress, there);
  if (there && isHeld(there, shift.now())) return undefined;
  const batch = there ? left(there) : await nextLeft(mailing, progress, shift);
  if (!batch) return { ...progress, isDone: true };
  if (batch === 'not yet') {
    await shift.rest(aMoment);
    return progress;
  }
  // Of what somebody else saved first, the next look tells.
  return (await saveBatch(key, version, batch)) ? past(progress, batch) : progress;
}

/** A batch of which nobody is sent to any more. */
const left = (batch: Batch): Batch =>
  batch.state === 'sending'
    ? abandoned(batch)
    : settled(
        batch,
        dueOf(batch).map((id) => ({ id, state: 'cancelled' as const })),
      );

async function nextLeft(
  mailing: Mailing,
  progress: Progress,
  shift: Shift,
): Promise<Batch | 'not yet' | undefined> {
  const { shard, after } = progress;
  const next = await readNext(mailing, { shard, after, limit: countedAtOnce, now: shift.now() });
  if (next === 'not yet') return next;
  return next && { ...batchOf(next, 'cancelled', 0, shift), state: 'done' };
}

/** Has a mailing stand still, unless somebody stopped it first. Who resumed it meanwhile does not undo why it stops. */
async function stop(
  { shift }: Run,
  mailing: Mailing,
  reason: Pause['reason'],
  { detail, health }: Pick<Pause, 'detail' | 'health'>,
): Promise<undefined> {
  console.error(JSON.stringify({ mailing: mailing.id, paused: reason, detail }));
  let at: Mailing | undefined = mailing;
  while (at?.state === 'sending') {
    if (await saveMailing(stopped(at, reason, { detail, health }, shift.now()))) return undefined;
    at = await findMailing(mailing.id);
  }
  return undefined;
}

/** Whether nothing of a mailing was begun long after it was asked for, and nobody said that it shall be. */
const isForgotten = async (mailing: Mailing, { after }: Progress, { now }: Shift) =>
  after === undefined &&
  isStale(mailing, now()) &&
  mailing.stops === 0 &&
  mailing.deeds.length === 0 &&
  (await readProgress(mailing.id)).length === 0;

type Begun = { batch: Batch; version: number; readers: Reader[] };

/**
 * Begins the batch at a place of the shard, or goes on with the one that is there. Who is in it is decided once. `taken`:
 * somebody else is at it; `not now`: the mailing or the batch has changed since it was read, and is to be looked at again;
 * `not yet`: the same, in a moment.
 */
async function begin(what: {
  run: Run;
  mailing: Mailing;
  published: Published;
  progress: Progress;
  key: Key;
  size: number;
}): Promise<Begun | 'none' | 'taken' | 'not now' | 'not yet'> {
  const { run, mailing, published, progress, key, size } = what;
  const where = { shard: run.shard, after: progress.after, limit: size, now: run.shift.now() };
  const next = await readNext(mailing, where);
  if (next === 'not yet') return next;
  if (next) {
    const { readers } = next;
    const batch = batchOf(next, 'due', published.revision, run.shift);
    if (await startBatch(mailing.id, key, 0, batch)) return { batch, version: 1, readers };
  }
  const { batch, version } = await findBatch(key);
  if (!batch) return next ? 'not now' : 'none';
  return batch.state === 'done' ? { batch, version, readers: [] } : goOn(run, key, version, batch);
}

/** The batch of the next readers of a shard: those who are to get it stand in `state`. */
function batchOf(
  { last, readers, had, gone }: Next,
  state: 'due' | 'cancelled',
  revision: number,
  shift: Shift,
): Batch {
  const members = { [state]: readers.map(({ id }) => id), had, gone };
  return {
    state: readers.length > 0 ? 'sending' : 'done',
    startedAt: iso(shift),
    ...{ last, revision },
    members: Object.fromEntries(Object.entries(members).filter(([, ids]) => ids.length > 0)),
  };
}

/** Goes on with a batch that waited, or was left by a crash: of whom that sent to nobody knows. */
async function goOn(
  { shift, mailing }: Run,
  key: Key,
  version: number,
  batch: Batch,
): Promise<Begun | 'taken' | 'not now'> {
  if (batch.state === 'sending') {
    if (isHeld(batch, shift.now())) return 'taken';
    const over = abandoned(batch);
    console.error(
      JSON.stringify({ mailing: key, outcome: 'unknown', ids: dueOf(batch), since: batch.startedAt }),
    );
    return (await saveBatch(key, version, over))
      ? { batch: over, version: version + 1, readers: [] }
      : 'taken';
  }
  const started: Batch = { ...batch, state: 'sending', startedAt: iso(shift) };
  if (!(await startBatch(mailing.id, key, version, started))) return 'not now';
  return { batch: started, version: version + 1, readers: await readStill(mailing, dueOf(batch)) };
}

/** What became of a reader of a call. */
type Outcome = Pick<MailOutcome, 'reason' | 'wait'> & { id: string; state: MemberState };

/** What a batch tells, and after whom it begins. */
type Told = { published: Published; after: string };

/** Sends to those of a batch who are still readers. */
async function sendOnce(
  run: Run,
  letter: Told,
  ids: readonly string[],
  readers: readonly Reader[],
): Promise<Outcome[]> {
  const at = iso(run.shift);
  const here = readers.filter((reader) => !isPaused(reader, at));
  const sent = here.length > 0 ? await sendBulk(here.map((reader) => recipientOf(reader, run, letter))) : [];
  const others = ids.filter((id) => !here.some((reader) => reader.id === id));
  const isAway = (id: string) => readers.some((reader) => reader.id === id);
  return [
    ...sent,
    ...others.map((id) =>
      isAway(id)
        ? { id, state: 'away' as const, reason: 'paused' }
        : { id, state: 'gone' as const, reason: 'unsubscribed' },
    ),
  ];
}

/** Why a mailing has to wait after a call, if it has to. */
function troubleIn(
  run: Run,
  outcomes: readonly Outcome[],
): { reason: Pause['reason']; detail: string } | undefined {
  const long = outcomes.find(({ wait }) => wait === 'long');
  if (long) return { reason: /QUOTA/.test(long.reason) ? 'quota' : 'account', detail: long.reason };
  // One word that is not known is of one reader; without an answer the next call would likely go the same way.
  const told = outcomes.filter(({ state }) => state !== 'gone' && state !== 'away');
  if (told[0] && told.every(({ state }) => state === 'unknown'))
    return { reason: 'faults', detail: told[0].reason };
  const throttled = outcomes.find(({ wait }) => wait === 'a moment');
  if (!throttled) run.throttled = 0;
  else {
    slower(run.shift);
    run.throttled = outcomes.some(({ state }) => state === 'sent') ? 0 : run.throttled + 1;
  }
  return throttled && run.throttled === mostThrottled
    ? { reason: 'throttled', detail: throttled.reason }
    : undefined;
}

/** Logs mails that nobody will send again: those that SES does not take, and those of which nobody knows. */
function report(key: Key, outcomes: readonly Outcome[]) {
  for (const outcome of ['failed', 'unknown'] as const) {
    const those = outcomes.filter(({ state }) => state === outcome);
    const reason = [...new Set(those.map((one) => one.reason))].join(', ');
    const ids = those.map(({ id }) => id);
    if (ids.length > 0) console.error(JSON.stringify({ mailing: key, outcome, ids, reason }));
  }
}

const iso = ({ now }: Shift) => new Date(now()).toISOString();

function recipientOf(
  { id, address, endToken, renewals }: Reader,
  { mailing, keyed }: Run,
  { published, after }: Told,
): Recipient {
  const origin = setting('SITE_ORIGIN');
  const secret = renewals ? endSecretOf(keyed, id, renewals) : (endToken ?? endSecretOf(keyed, id));
  const tokens = { own: tokenOf(id, secret), end: endTokenOf(keyed, { id, address }, secret) };
  const oneClick = endTokenOf(keyed, { id, address }, endOnlyOf(keyed, hashOf(secret)));
  return {
    id,
    address,
    letter: alertLetter(mailing.kind, aboutOf(published), origin, tokens, correctedIn(mailing)),
    tags: { m: mailing.id, b: after, r: id },
    headers: {
      'List-Unsubscribe': `<${oneClickLink(origin, oneClick)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `<alerts.${new URL(origin).hostname}>`,
    },
  };
}
