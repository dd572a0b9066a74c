import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Intercept, openAws, region, type SendingRules, Store } from 'embedded-aws';
import { vi } from 'vitest';
import { arns, configurationSets, mailFrom, provision, tableName } from '../../infra/local/resources.ts';
import { inboxOf } from '../../infra/topology/inbox.ts';
import { added, Batch, type Counts } from '../../shared/audience/batch.ts';
import type { Interest } from '../../shared/audience/interest.ts';
import { readMailEvent } from '../../shared/audience/mail-event.ts';
import { isOpen, Mailing } from '../../shared/audience/mailing.ts';
import { Progress } from '../../shared/audience/progress.ts';
import { type Item, keys } from '../../shared/keys.ts';
import { schema } from '../../shared/upcast.ts';
import { aClock, noon } from '../a-clock.ts';

const lanes = ['audience/mail-breaking', 'audience/mail-alerts'] as const;
export const articleId = 'art_7k2m9x4q1w5p';

type Options = {
  intercept?: Intercept;
  mail?: Partial<SendingRules>;
  /** Milliseconds that a call to SES takes. */
  latency?: number;
  /** Milliseconds that a function may run. */
  timeout?: number;
  /** Milliseconds that its clock goes on by at each look at it. */
  tick?: number;
  /** What becomes of a message that is delivered, by how many were before. */
  fateOf?: (delivered: number) => MessageFate | undefined;
};

/**
 * `lost`: its function dies before it has begun. `unacknowledged`: it dies right after the work. `late`: it stands still for so
 * long that the message is delivered to another, which works meanwhile. `twice`, and `last`, after all others.
 */
export const messageFates = ['lost', 'unacknowledged', 'late', 'twice', 'last'] as const;
export type MessageFate = (typeof messageFates)[number];

/**
 * The functions that mail, in this process, with a table, topics, inboxes and SES of their own, on a clock that goes on
 * only while they wait. `work` delivers messages to as many workers as there are, in turn, as Lambda does.
 */
export async function aMailRoom({
  intercept,
  mail = {},
  latency = 0,
  timeout = 60_000,
  tick = 1,
  fateOf = () => undefined,
}: Options = {}) {
  const clock = aClock(noon, tick);
  const store = new Store(':memory:');
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
  const turnBy = (milliseconds: number) => {
    clock.turnTo(clock.now() + Math.ceil(milliseconds));
    vi.setSystemTime(clock.now());
  };
  const aws = await openAws({
    store,
    clock,
    mail: { maxSendRate: Number.POSITIVE_INFINITY, max24HourSend: Number.POSITIVE_INFINITY, ...mail },
    intercept: async (call, pass) => {
      if (call.action === 'SendBulkEmail') turnBy(latency);
      return intercept ? intercept(call, pass) : pass();
    },
  });
  const config = { region, endpoint: aws.url, credentials: aws.operator, systemClockOffset: 0 };
  await provision(config);
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: aws.url, AWS_REGION: region, AWS_ACCESS_KEY_ID: aws.operator.accessKeyId },
    ...{ AWS_SECRET_ACCESS_KEY: aws.operator.secretAccessKey, TABLE_NAME: tableName, MAIL_FROM: mailFrom },
    ...{ MAILINGS_TOPIC: arns['mailings topic'], ALERTS_TOPIC: arns['alerts topic'] },
    ...{ SITE_ORIGIN: 'https://khobor.example', ALERTS_SET: configurationSets.alerts },
  });
  const dynamodb = new DynamoDBClient(config);
  const put = (item: Item) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: tableName,
        Item: marshall({ ...item, schema }, { removeUndefinedValues: true }),
      }),
    );

  /** A function of its own, with what it keeps between calls. */
  const aWorker = async () => {
    vi.resetModules();
    const { sendToShard } = await import('../../shared/audience/send-mailing.ts');
    const { sendStanding } = await import('../../shared/audience/send-standing.ts');
    return { sendToShard, sendStanding };
  };
  const workers = [await aWorker(), await aWorker()];
  const { createMailing, saveMailing: save } = await import('../../shared/audience/mailing-store.ts');
  const { publishShards } = await import('../../shared/audience/publish-shards.ts');
  const { publishAlert } = await import('../../shared/audience/publish-alert.ts');
  const { readerItems, readerKey } = await import('../../shared/audience/readers-store.ts');

  const write = async (items: Item[]) => {
    for (let start = 0; start < items.length; start += 25)
      await dynamodb.send(
        new BatchWriteItemCommand({
          RequestItems: {
            [tableName]: items.slice(start, start + 25).map((item) => ({
              PutRequest: { Item: marshall({ ...item, schema }, { removeUndefinedValues: true }) },
            })),
          },
        }),
      );
  };
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const idOf = (n: number) => {
    let [id, left] = ['', n * 2_654_435_761];
    for (let i = 0; i < 12; i++) [id, left] = [id + alphabet[left % 32], Math.floor(left / 32) + i * 7 + n];
    return `sub_${id}`;
  };
  /** Takes a reader off a list. */
  const leave = (n: number, interest: Interest) =>
    dynamodb.send(
      new DeleteItemCommand({ TableName: tableName, Key: marshall(readerKey(interest, idOf(n))) }),
    );
  /** Confirmed readers with these interests, by number from `from` on. */
  const readers = async (count: number, sections: Interest[], from = 0) => {
    const items = Array.from({ length: count }, (_, i) => idOf(from + i)).flatMap((id) =>
      readerItems({ id, address: `${id}@pathok.example`, sections } as never),
    );
    await write(items);
  };

  const publish = async (differences: object = {}) => {
    const live = {
      ...{ id: articleId, revision: 1, path: `/sport/${articleId}`, copyVersion: 1, copyHash: 'x' },
      ...{ section: 'sport', alert: 'section', publishedAt: new Date(clock.now()).toISOString() },
      ...{ state: 'published', headline: 'চর জাগছে', bylines: [], tags: [], terms: [], corrections: [] },
      updatedAt: new Date(clock.now()).toISOString(),
      ...differences,
    };
    await put({ ...keys.article.live({ id: articleId }), version: 1, record: live });
  };
  const withdraw = () =>
    publish({
      state: 'retracted',
      revision: 2,
      withdrawnAt: new Date(clock.now()).toISOString(),
      reason: 'ভুল',
    });

  /** Asks for a mailing as the publication of an article does. */
  const alert = async (mailing: Partial<Mailing> = {}) => {
    const at = new Date(clock.now()).toISOString();
    const id = mailing.id ?? `alert-${articleId}`;
    const whole = Mailing.parse({
      ...{ id, version: 1, state: 'sending', kind: 'section', articleId, section: 'sport', at },
      audience: { lists: ['sport'] },
      ...mailing,
    });
    await createMailing(whole);
    await publishShards(whole);
    return id;
  };

  /** Asks for all shards of a mailing once more. */
  const ask = async (id: string) => publishShards((await find(id)).mailing);

  /** Takes the messages that wait, unread. Returns how many they were. */
  const lose = async () => {
    let count = 0;
    for (const lane of lanes)
      for (let got = await aws.sqs.receive(inboxOf(lane), 10); got.length > 0; ) {
        count += got.length;
        await aws.sqs.remove(
          inboxOf(lane),
          got.map(({ receiptHandle }) => receiptHandle),
        );
        got = await aws.sqs.receive(inboxOf(lane), 10);
      }
    return count;
  };

  /** Alerts as an editor does: of the first publication, or again. */
  const tell = async (kind: Mailing['kind'], again = 0) => {
    const at = new Date(clock.now()).toISOString();
    const first = kind === 'retraction' ? `retraction-${articleId}-2` : `alert-${articleId}`;
    const id = again === 0 ? first : `${first}-again-${again}`;
    const revision = kind === 'retraction' ? 2 : 1;
    const about = { section: 'sport' as const, articleId, revision, headline: 'চর জাগছে' };
    await publishAlert({ id, kind, ...about, path: `/sport/${articleId}`, at }, at);
    return id;
  };
  const failures: string[] = [];
  const busy = new Set<(typeof workers)[number]>();
  /** Delivers one message to a worker, which waits by `rest`. False when there is none. */
  const deliver = async (
    turn: number,
    rest: (milliseconds: number) => Promise<unknown>,
  ): Promise<boolean> => {
    const next = (await receive()) ?? held.shift();
    if (!next) return false;
    const { lane, body, receiptHandle } = next;
    const begin = async () => {
      const deadline = clock.now() + timeout;
      const shift = { now: clock.now, left: () => deadline - clock.now(), rest };
      // One that stands still in the middle of its work is given no other message: each function has one at a time.
      const free = workers.filter((worker) => !busy.has(worker));
      const worker = free[turn % Math.max(1, free.length)];
      if (!worker) throw new Error('All workers are busy');
      busy.add(worker);
      try {
        await worker.sendToShard(JSON.parse(body), shift);
      } finally {
        busy.delete(worker);
      }
    };
    const fate = next.isHeld ? undefined : fateOf(delivered++);
    if (fate === 'last') held.push({ ...next, isHeld: true });
    if (fate === 'last' || fate === 'lost') return true;
    if (fate === 'late') {
      turnBy(400_000);
      await work();
    }
    try {
      await begin();
      if (fate === 'twice') await begin();
      if (fate !== 'unacknowledged') await aws.sqs.remove(inboxOf(lane), [receiptHandle]);
    } catch (error) {
      failures.push(String(error));
    }
    return true;
  };
  let delivered = 0;
  type Message = { lane: (typeof lanes)[number]; body: string; receiptHandle: string; isHeld?: true };
  const held: Message[] = [];
  const receive = async (): Promise<Message | undefined> => {
    for (const lane of lanes) {
      const [message] = await aws.sqs.receive(inboxOf(lane), 1);
      if (message) return { lane, body: message.body, receiptHandle: message.receiptHandle };
    }
    return undefined;
  };
  /** Works until no message is left, one worker after the other; `before` is called before each. */
  const work = async (before: (turn: number) => unknown = () => {}) => {
    for (let turn = 0; ; turn++) {
      await before(turn);
      if (!(await deliver(turn, async (milliseconds) => turnBy(milliseconds)))) return;
    }
  };
  /** Delivers one message, to a worker that is free. */
  const workOnce = () => deliver(0, async (milliseconds) => turnBy(milliseconds));
  /** All workers at once. The clock goes on when all of them wait, to the first that goes on. */
  const workTogether = async () => {
    let atWork = workers.length;
    const waiting: { until: number; goOn: () => void }[] = [];
    const wakeFirst = () => {
      if (waiting.length === 0 || waiting.length < atWork) return;
      waiting.sort((a, b) => a.until - b.until);
      const first = waiting.shift();
      turnBy(Math.max(0, (first?.until ?? 0) - clock.now()));
      first?.goOn();
    };
    const rest = (milliseconds: number) =>
      new Promise<void>((goOn) => {
        waiting.push({ until: clock.now() + milliseconds, goOn });
        wakeFirst();
      });
    await Promise.all(
      workers.map(async (_, turn) => {
        while (await deliver(turn, rest));
        atWork--;
        wakeFirst();
      }),
    );
  };
  const { settleMails } = await import('../../shared/audience/settle-store.ts');
  /** Delivers the events of SES so far, a few at a time; those that are to come again stay. */
  const tellEvents = async () => {
    for (;;) {
      const messages = await aws.sqs.receive(inboxOf('audience/process-mail-events'), 10);
      if (messages.length === 0) return;
      const events = messages.map(({ body }) => readMailEvent(body));
      const outcomes = await settleMails(
        events.filter((event) => event !== undefined),
        new Date(clock.now()).toISOString(),
      ).catch((error: unknown) => {
        failures.push(String(error));
        return [];
      });
      let at = 0;
      const done = messages.filter((_, i) => !events[i] || outcomes[at++]?.status === 'fulfilled');
      await aws.sqs.remove(
        inboxOf('audience/process-mail-events'),
        done.map(({ receiptHandle }) => receiptHandle),
      );
    }
  };
  const minute = async () => {
    turnBy(60_000);
    await workers[0]
      ?.sendStanding(new Date(clock.now()).toISOString())
      .catch((error: unknown) => failures.push(String(error)));
    await work();
  };
  const find = async (id: string) => {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `MAILING#${id}` } },
        ConsistentRead: true,
      }),
    );
    const items = Items.map((item) => unmarshall(item));
    const shards = items
      .filter(({ sk }) => sk.startsWith('SHARD#'))
      .map(({ record }) => Progress.parse(record));
    const batches = items
      .filter(({ sk }) => sk.startsWith('BATCH#'))
      .map(({ record }) => Batch.parse(record));
    const counts: Counts = {};
    for (const { members } of batches)
      for (const [state, ids] of Object.entries(members))
        counts[state as keyof Counts] = (counts[state as keyof Counts] ?? 0) + ids.length;
    const mailing = Mailing.parse(items.find(({ sk }) => sk === 'HEAD')?.record);
    return {
      mailing,
      batches,
      counts,
      noted: added(shards.map((one) => one.counts)),
      isOpen: isOpen(mailing),
    };
  };
  /** How many mails each reader got, by address. */
  const mails = () => {
    const all = new Map<string, number>();
    for (const { to } of aws.ses.mailbox()) all.set(String(to), (all.get(String(to)) ?? 0) + 1);
    return all;
  };
  const close = async () => {
    vi.useRealTimers();
    dynamodb.destroy();
    await aws.close();
    store.close();
  };
  return {
    ...{ aws, clock, turnBy, write, readers, leave, idOf, publish, withdraw, alert, ask, lose, tell, work },
    ...{ workOnce, workTogether, tellEvents, minute, find, save, mails, failures, dynamodb, put, close },
  };
}
