import { setting } from '../aws/environment.ts';
import { type Recipient, send, sendBulk } from '../aws/mail.ts';
import { claim, type Item, type Key, read, replace } from '../aws/table.ts';
import { Problem } from '../problem.ts';
import type { Alert } from './alert.ts';
import { alertLetter, confirmationLetter } from './letters.ts';
import type { Subscription, Topic } from './subscription.ts';
import { type Reader, readReaders, shards } from './subscription-store.ts';

/** SES takes 50 recipients a call. */
const batchSize = 50;
/** Longer than the mailer may run (60 s): a batch that is `sending` for longer was left so by a crash. */
const lease = 90_000;

/**
 * One batch of one mailing. It names its last reader, so that a retry makes the same batches again. `sending` is
 * written before the call and `sent` after it. A call that was refused leaves it `waiting` for the next try. A batch
 * found `sending` later may or may not have gone out: it is marked `unknown` and never sent again blindly.
 */
type Batch = {
  state: 'sending' | 'waiting' | 'sent' | 'unknown';
  startedAt: string;
  last: string;
  refused?: { id: string }[];
};

export const sendConfirmation = (subscription: Subscription) =>
  send(subscription.address, confirmationLetter(subscription, setting('SITE_ORIGIN')));

/**
 * Mails an alert to everyone who asked for it, each once, however often it is delivered; to nobody more from when its
 * article is withdrawn. `findLive` is asked before each shard of readers.
 */
export async function mailAlert(
  alert: Alert,
  findLive: () => Promise<object | undefined>,
  at: string,
): Promise<void> {
  const topics: Topic[] = alert.kind === 'breaking' ? ['breaking', alert.section] : [alert.section];
  for (const topic of topics)
    for (let shard = 0; shard < shards && (await findLive()); shard++)
      await mailShard(alert, topic, shard, at);
}

async function mailShard(alert: Alert, topic: Topic, shard: number, at: string) {
  let after: string | undefined;
  for (let n = 0; ; n++) {
    const key = batchKey(alert, topic, shard, n);
    const item = await read(key);
    const before = item?.record as Batch | undefined;
    const version = item?.version ?? 0;
    if (!before || before.state === 'waiting') {
      const readers = await readReaders(topic, shard, { limit: batchSize, ...(after ? { after } : {}) });
      const last = before?.last ?? readers.at(-1)?.id;
      if (last === undefined) return;
      const due = readers.filter(({ id, topics }) => id <= last && !isMailedElsewhere(topics, topic, alert));
      await mailBatch(alert, key, version, due, { state: 'sending', startedAt: at, last });
      after = last;
    } else {
      await settle(key, version, before, at);
      after = before.last;
    }
  }
}

async function mailBatch(alert: Alert, key: Key, version: number, readers: Reader[], batch: Batch) {
  const mark = (step: number, record: Batch): Item => ({ ...key, version: version + step, record });
  const isOurs = version === 0 ? await claim(mark(1, batch)) : await replace(mark(1, batch), version);
  if (!isOurs) throw new Problem('in-progress', `${key.pk} ${key.sk} is being mailed`);
  const outcome =
    readers.length > 0
      ? await sendBulk(readers.map(recipientOf), alertLetter(alert, setting('SITE_ORIGIN')))
      : [];
  if (outcome === 'not now') {
    await replace(mark(2, { ...batch, state: 'waiting' }), version + 1);
    throw new Problem('busy', 'The mail service takes no more at the moment');
  }
  const refused = outcome.length > 0 ? { refused: outcome } : {};
  await replace(mark(2, { ...batch, state: 'sent', ...refused }), version + 1);
  if (outcome.length > 0) console.error(JSON.stringify({ mailing: key, ...refused }));
}

/** Whoever takes breaking news is on that list already when an alert goes to both. */
const isMailedElsewhere = (topics: Topic[], topic: Topic, { kind }: Alert) =>
  kind === 'breaking' && topic !== 'breaking' && topics.includes('breaking');

async function settle(key: Key, version: number, batch: Batch, at: string) {
  if (batch.state !== 'sending') return;
  if (Date.parse(at) - Date.parse(batch.startedAt) < lease)
    throw new Problem('in-progress', `${key.pk} ${key.sk} is being mailed`);
  await replace({ ...key, version: version + 1, record: { ...batch, state: 'unknown' } }, version);
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

const batchKey = (alert: Alert, topic: Topic, shard: number, n: number): Key => ({
  pk: `MAILING#${alert.id}`,
  sk: `${topic}#${String(shard).padStart(2, '0')}#${String(n).padStart(6, '0')}`,
});
