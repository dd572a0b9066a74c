import { type Recipient, sendBulk } from '../aws/bulk-mail.ts';
import { setting } from '../aws/environment.ts';
import type { Key } from '../keys.ts';
import { Problem } from '../problem.ts';
import type { Alert } from './alert.ts';
import { alertLetter } from './alert-letter.ts';
import { type Batch, batchKey, beingSent, findBatch, settleBatch, startBatch } from './mailing-store.ts';
import { type Reader, readReaders, shards } from './readers-store.ts';
import type { Interest } from './subscription.ts';

/** SES takes 50 recipients per call. */
const batchSize = 50;
/**
 * Longer than the mailer may run (60 s), in milliseconds: a batch that has been `sending` for longer was left by a
 * crash.
 */
const lease = 90_000;

/**
 * Mails an alert to each of its subscribers once, however often it is delivered; stops when its article is withdrawn.
 * `findLive` is called before each shard of readers.
 */
export async function sendAlert(
  alert: Alert,
  findLive: () => Promise<object | undefined>,
  at: string,
): Promise<void> {
  const interests: Interest[] = alert.kind === 'breaking' ? ['breaking', alert.section] : [alert.section];
  for (const interest of interests)
    for (let shard = 0; shard < shards && (await findLive()); shard++)
      await sendToShard(alert, interest, shard, at);
}

async function sendToShard(alert: Alert, interest: Interest, shard: number, at: string) {
  let after: string | undefined;
  for (let n = 0; ; n++) {
    const key = batchKey(alert.id, interest, shard, n);
    const { version, batch } = await findBatch(key);
    if (!batch || batch.state === 'waiting') {
      const readers = await readReaders(interest, shard, { limit: batchSize, ...(after ? { after } : {}) });
      const last = batch?.last ?? readers.at(-1)?.id;
      if (last === undefined) return;
      const due = readers.filter(
        ({ id, interests }) =>
          id <= last && (batch?.left?.includes(id) ?? true) && !isMailedElsewhere(interests, interest, alert),
      );
      await sendBatch(alert, key, version, due, { ...batch, state: 'sending', startedAt: at, last });
      after = last;
    } else {
      await settle(key, version, batch, at);
      after = batch.last;
    }
  }
}

async function sendBatch(alert: Alert, key: Key, version: number, readers: Reader[], batch: Batch) {
  await startBatch(key, version, batch);
  const { refused, notNow } =
    readers.length > 0
      ? await sendBulk(readers.map(recipientOf), alertLetter(alert, setting('SITE_ORIGIN')))
      : { refused: [], notNow: [] };
  if (refused.length > 0) console.error(JSON.stringify({ mailing: key, refused }));
  const { left: _, ...known } = { ...batch, refused: [...(batch.refused ?? []), ...refused] };
  if (notNow.length === 0) return void (await settleBatch(key, version + 1, { ...known, state: 'sent' }));
  await settleBatch(key, version + 1, { ...known, state: 'waiting', left: notNow.map(({ id }) => id) });
  throw new Problem('busy', `The mail service did not take all: ${notNow[0]?.reason}`);
}

/**
 * Whether the reader gets this breaking alert by the list of breaking news already, so not by its section's as well.
 */
const isMailedElsewhere = (interests: Interest[], interest: Interest, { kind }: Alert) =>
  kind === 'breaking' && interest !== 'breaking' && interests.includes('breaking');

/**
 * Marks a batch that a crash left `sending` as `unknown`. Throws `in-progress` while another call may still be sending
 * it.
 */
async function settle(key: Key, version: number, batch: Batch, at: string) {
  if (batch.state !== 'sending') return;
  if (Math.abs(Date.parse(at) - Date.parse(batch.startedAt)) < lease) throw beingSent(key);
  await settleBatch(key, version, { ...batch, state: 'unknown' });
  console.error(JSON.stringify({ mailing: key, outcome: 'unknown', since: batch.startedAt }));
}

function recipientOf({ id, address, endToken }: Reader): Recipient {
  const origin = setting('SITE_ORIGIN');
  const token = `${id}.${endToken}`;
  return {
    id,
    address,
    fields: { endLink: `${origin}/unsubscribe?token=${token}` },
    headers: {
      'List-Unsubscribe': `<${origin}/api/subscriptions/unsubscribe?token=${token}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}
