import { type Recipient, sendBulk } from '../aws/bulk-mail.ts';
import { setting } from '../aws/environment.ts';
import type { Wait } from '../aws/mail-state.ts';
import type { Key } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Alert } from './alert.ts';
import { alertLetter } from './alert-letter.ts';
import { type Batch, batchOf, dueOf, type MemberState, settled } from './batch.ts';
import type { Keyed } from './keyed.ts';
import { endSecretOf, oneClickLink, pageLink, tokenOf } from './links.ts';
import { batchKey, beingSent, findBatch, settleBatch, startBatch } from './mailing-store.ts';
import { readKeyed } from './pepper-store.ts';
import { type Reader, readMembers, readReaders, shards } from './readers-store.ts';
import type { Interest } from './subscription.ts';

/** SES takes 50 recipients per call. */
const batchSize = 50;
/**
 * Longer than the mailer may run (60 s), in milliseconds: a batch that has been `sending` for longer was left by a
 * crash.
 */
const lease = 90_000;
/** Milliseconds that one delivery of an alert waits for SES's rate in all: half the time that the mailer may run. */
const patience = 30_000;

/**
 * Mails an alert to each of its subscribers once, however often it is delivered; stops when its article is withdrawn.
 * `findLive` is called before each shard of readers. Throws `busy` while some are still due: it is delivered again.
 */
export async function sendAlert(
  alert: Alert,
  findLive: () => Promise<object | undefined>,
  at: string,
): Promise<void> {
  const interests: Interest[] = alert.kind === 'breaking' ? ['breaking', alert.section] : [alert.section];
  const run: Run = { alert, at, keyed: await readKeyed(), pauses: { left: patience } };
  for (const interest of interests)
    for (let shard = 0; shard < shards && (await findLive()); shard++)
      await sendToShard(run, interest, shard);
}

type Run = { alert: Alert; at: string; keyed: Keyed; pauses: { left: number } };

async function sendToShard(run: Run, interest: Interest, shard: number) {
  let after: string | undefined;
  for (let n = 0; ; n++) {
    const key = batchKey(run.alert.id, interest, shard, n);
    const found = await findBatch(key);
    if (found.batch?.state === 'sending') await settleLeft(key, found.version, found.batch, run.at);
    const next = found.batch ? undefined : await newBatch(run, interest, shard, after);
    const batch = found.batch ?? next?.batch;
    if (!batch) return;
    if (batch.state === 'waiting')
      await sendUntilDone(run, interest, { key, version: found.version, batch }, next?.readers);
    after = batch.last;
  }
}

/** The next readers of a shard, and those of them to send to; undefined when there are no more. */
async function newBatch(
  { alert, at }: Run,
  interest: Interest,
  shard: number,
  after: string | undefined,
): Promise<{ batch: Batch; readers: Reader[] } | undefined> {
  const next = await readReaders(interest, shard, {
    limit: batchSize,
    ...(after === undefined ? {} : { after }),
  });
  const last = next.at(-1)?.id;
  const readers = next.filter(({ interests }) => !isMailedElsewhere(interests, interest, alert));
  return last === undefined ? undefined : { batch: batchOf(idsOf(readers), last, at), readers };
}

type Stored = { key: Key; version: number; batch: Batch };

/**
 * Sends a batch until nobody in it is due, at the pace that SES takes. `readers` are those of a new batch. Throws `busy`
 * when it would take too long, and after a call of which nobody knows whether it sent: the next would likely go the same
 * way.
 */
async function sendUntilDone(
  run: Run,
  interest: Interest,
  { key, version, batch }: Stored,
  readers: Reader[] | undefined,
) {
  let pause = 1_000;
  for (let left = readers; batch.state !== 'done'; left = undefined) {
    const started: Batch = { ...batch, state: 'sending', startedAt: run.at };
    await startBatch(key, version, started);
    const ids = dueOf(batch);
    const sent = await sendOnce(run, ids, left ?? (await readMembers(interest, ids)));
    batch = settled(started, sent);
    await settleBatch(key, version + 1, batch);
    version += 2;
    report(key, sent);
    if (sent.some(({ state, wait }) => state === 'unknown' || wait === 'long')) throw notNow(sent);
    pause = sent.some(({ state }) => state === 'sent') ? 1_000 : pause * 2;
    if (batch.state !== 'done') await rest(run.pauses, pause, sent);
  }
}

/** Sends to those of a batch who are still readers. */
async function sendOnce(run: Run, ids: readonly string[], readers: readonly Reader[]): Promise<Sent[]> {
  const sent = readers.length > 0 ? await sendBulk(readers.map((reader) => recipientOf(reader, run))) : [];
  const gone = ids.filter((id) => !readers.some((reader) => reader.id === id));
  return [...sent, ...gone.map((id) => ({ id, state: 'gone' as const, reason: 'unsubscribed' }))];
}

/** What became of a reader of a call. */
type Sent = { id: string; state: MemberState; reason: string; wait?: Wait };

const idsOf = (those: readonly { id: string }[]) => those.map(({ id }) => id);

/** Waits for SES's rate. Throws `busy` when this delivery of the alert has waited long enough. */
async function rest(pauses: { left: number }, pause: number, sent: readonly Sent[]) {
  if (pauses.left < pause) throw notNow(sent);
  pauses.left -= pause;
  await new Promise((done) => setTimeout(done, pause));
}

const notNow = (sent: readonly Sent[]) =>
  new Problem('busy', `SES does not take all: ${reasonsIn(sent.filter(({ state }) => state !== 'sent'))}`);

const reasonsIn = (sent: readonly Sent[]) => [...new Set(sent.map(({ reason }) => reason))].join(', ');

/** Logs mails that nobody will send again: those that SES does not take, and those of which nobody knows. */
function report(key: Key, sent: readonly Sent[]) {
  for (const outcome of ['failed', 'unknown'] as const) {
    const those = sent.filter(({ state }) => state === outcome);
    if (those.length > 0)
      console.error(JSON.stringify({ mailing: key, outcome, ids: idsOf(those), reason: reasonsIn(those) }));
  }
}

/**
 * Whether the reader gets this breaking alert by the list of breaking news already, so not by its section's as well.
 */
const isMailedElsewhere = (interests: Interest[], interest: Interest, { kind }: Alert) =>
  kind === 'breaking' && interest !== 'breaking' && interests.includes('breaking');

/**
 * Settles a batch that a crash left `sending`: of those who were due nobody knows. Throws `in-progress` while another call
 * may still be sending it.
 */
async function settleLeft(key: Key, version: number, batch: Batch, at: string) {
  if (Math.abs(Date.parse(at) - Date.parse(batch.startedAt)) < lease) throw beingSent(key);
  const ids = dueOf(batch);
  await settleBatch(
    key,
    version,
    settled(
      batch,
      ids.map((id) => ({ id, state: 'unknown' as const })),
    ),
  );
  console.error(JSON.stringify({ mailing: key, outcome: 'unknown', ids, since: batch.startedAt }));
}

function recipientOf({ id, address, endToken }: Reader, { alert, keyed }: Run): Recipient {
  const origin = setting('SITE_ORIGIN');
  const token = tokenOf(id, endToken ?? endSecretOf(keyed, id));
  return {
    id,
    address,
    letter: alertLetter(alert, origin, pageLink(origin, 'unsubscribe', token)),
    headers: {
      'List-Unsubscribe': `<${oneClickLink(origin, token)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}
