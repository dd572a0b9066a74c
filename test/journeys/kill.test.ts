import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  CreateTableCommand,
  DynamoDBClient,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { aFiling } from '../a-cloud.ts';

/** `.ci/run` kills more often. */
const kills = Number(process.env.KILLS ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'khobor-kill-'));
const file = join(folder, 'khobor.db');

type Running = {
  child: ChildProcess;
  url: string;
  aws: string;
  reporter: string;
  editor: string;
  config: Config;
};
type Config = {
  region: string;
  endpoint: string;
  maxAttempts: number;
  systemClockOffset: number;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

/**
 * Where the clock stands in a round: an inbox hides what was at work when the process died for a minute, which passes
 * twice. However long the rounds take, no message is tried five times and parked.
 */
const begun = Date.now() - 3_600_000;
const standingIn = (round: number) => begun + Math.floor(round / 10) * 61_000;

/** Starts the cloud on its file, on a clock that stands at this instant; without one, on the machine’s, an hour later. */
async function start(instant?: number): Promise<Running> {
  const script = fileURLToPath(new URL('cloud-process.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      script,
      file,
      JSON.stringify(inject('assets')),
      ...(instant === undefined ? [] : [String(instant)]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, aws, accessKeyId, secretAccessKey, reporter, editor } = JSON.parse(line);
    const config = {
      ...{ region, endpoint: aws, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey } },
      systemClockOffset: (instant ?? Date.now()) - Date.now(),
    };
    return { child, url, aws, reporter, editor, config };
  }
  throw new Error('the cloud did not start');
}

const kill = ({ child }: Running) =>
  new Promise<void>((done) => {
    child.once('exit', () => done());
    child.kill('SIGKILL');
  });

/** What the cloud acknowledged, of each kind. Only what was answered counts. */
const acknowledged = {
  items: [] as string[],
  objects: [] as string[],
  messages: [] as string[],
  approved: [] as string[],
};
const acknowledgement = new EventEmitter<{ noted: [] }>();

function note(what: keyof typeof acknowledged, which: string) {
  acknowledged[what].push(which);
  acknowledgement.emit('noted');
}

async function until(isSo: () => boolean) {
  while (!isSo()) await once(acknowledgement, 'noted');
}

/** Works until the process dies under it: each loop sends, and notes what was answered. */
async function load({ config, url, reporter, editor }: Running, round: number) {
  const dynamodb = new DynamoDBClient(config);
  const s3 = new S3Client(config);
  const sqs = new SQSClient(config);
  const forever = async (work: (n: number) => Promise<unknown>) => {
    try {
      for (let n = 0; ; n++) await work(n);
    } catch {
      // The process is gone, and with it the answer.
    }
  };
  const post = async (path: string, token: string, body = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': '*',
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} ${answer.status}`);
    return (await answer.json()) as { id: string };
  };
  await Promise.all([
    forever(async (n) => {
      const id = `${round}-${n}`;
      const put = (part: string) => ({
        Put: {
          TableName: 'kept',
          Item: { pk: { S: id }, sk: { S: part }, list: { S: 'all' }, at: { S: `${id}${part}` } },
        },
      });
      await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put('a'), put('b')] }));
      note('items', id);
    }),
    forever(async (n) => {
      const Key = `${round}/${n}`;
      await s3.send(new PutObjectCommand({ Bucket: 'kept', Key, Body: Key, Metadata: { key: Key } }));
      note('objects', Key);
    }),
    forever(async (n) => {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: `${config.endpoint}/000000000000/kept`,
          MessageBody: `${round}-${n}`,
        }),
      );
      note('messages', `${round}-${n}`);
    }),
    forever(async () => {
      const { id } = await post('/api/articles', reporter, aFiling());
      await post(`/api/articles/${id}/submit`, reporter);
      await post(`/api/articles/${id}/approve`, editor);
      note('approved', id);
    }),
  ]);
  for (const client of [dynamodb, s3, sqs]) client.destroy();
}

let running: Running;

beforeAll(async () => {
  running = await start(begun);
  const dynamodb = new DynamoDBClient(running.config);
  const key = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'kept',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'list', 'at'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'lists', KeySchema: key('list', 'at'), Projection: { ProjectionType: 'ALL' } },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  await new S3Client(running.config).send(new CreateBucketCommand({ Bucket: 'kept' }));
  await new SQSClient(running.config).send(new CreateQueueCommand({ QueueName: 'kept' }));
});

afterAll(async () => {
  await kill(running);
  rmSync(folder, { recursive: true });
});

it(`loses nothing it acknowledged over ${kills} kills under load`, async () => {
  for (let round = 1; round <= kills; round++) {
    const working = load(running, round);
    await underWay(round);
    await kill(running);
    await working;
    running = await start(round < kills ? standingIn(round) : undefined);
  }
  for (const [what, all] of Object.entries(acknowledged))
    expect(all.length, what).toBeGreaterThanOrEqual(kills / 2);

  const { table, index } = await itemsKept();
  expect(acknowledged.items.filter((id) => !table.has(`${id}a`) || !table.has(`${id}b`))).toEqual([]);
  expect([...index].sort()).toEqual([...table].sort());
  const streamed = await itemsStreamed();
  expect([...table].filter((item) => !streamed.has(item))).toEqual([]);
  expect(await objectsLost()).toEqual([]);
  const messages = await messagesKept();
  expect(acknowledged.messages.filter((body) => !messages.has(body))).toEqual([]);
  await expect.poll(articlesNotOnSite, { interval: 500 }).toEqual([]);
  console.log(
    Object.entries(acknowledged)
      .map(([what, { length }]) => `${length} ${what}`)
      .join(', '),
    `acknowledged over ${kills} kills, none lost`,
  );
});

/** Every other kill waits until articles are under way; then, as the others, for any number of answers, none included. */
async function underWay(round: number) {
  const { length: before } = acknowledged.approved;
  if (round % 2 === 0) await until(() => acknowledged.approved.length > before);
  const answers = () => Object.values(acknowledged).flat().length;
  const enough = answers() + Math.floor(Math.random() * 300);
  await until(() => answers() >= enough);
}

/** All items of the table by its own keys, and all that the index shows: neither may have what the other lacks. */
async function itemsKept() {
  const dynamodb = new DynamoDBClient(running.config);
  const index = new Set<string>();
  let from: Record<string, never> | undefined;
  do {
    const page = await dynamodb.send(
      new QueryCommand({
        TableName: 'kept',
        IndexName: 'lists',
        KeyConditionExpression: '#list = :all',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':all': { S: 'all' } },
        ExclusiveStartKey: from,
      }),
    );
    for (const { pk, sk } of page.Items ?? []) index.add(`${pk?.S}${sk?.S}`);
    from = page.LastEvaluatedKey as typeof from;
  } while (from);
  const table = new Set<string>();
  for (const id of new Set([...acknowledged.items, ...[...index].map((one) => one.slice(0, -1))])) {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: 'kept',
        KeyConditionExpression: 'pk = :id',
        ExpressionAttributeValues: { ':id': { S: id } },
        ConsistentRead: true,
      }),
    );
    for (const { sk } of Items) table.add(`${id}${sk?.S}`);
  }
  return { table, index };
}

async function itemsStreamed() {
  const streams = new DynamoDBStreamsClient(running.config);
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: 'kept' }));
  const StreamArn = Streams[0]?.StreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const seen = new Set<string>();
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    for (let iterator = ShardIterator; iterator; ) {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator }),
      );
      for (const { dynamodb } of Records) seen.add(`${dynamodb?.Keys?.pk?.S}${dynamodb?.Keys?.sk?.S}`);
      iterator = Records.length > 0 ? NextShardIterator : undefined;
    }
  }
  return seen;
}

async function objectsLost() {
  const s3 = new S3Client(running.config);
  const lost: string[] = [];
  for (const Key of acknowledged.objects) {
    const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: 'kept', Key }));
    if ((await Body?.transformToString()) !== Key || Metadata?.key !== Key) lost.push(Key);
  }
  return lost;
}

async function messagesKept() {
  const sqs = new SQSClient(running.config);
  const QueueUrl = `${running.aws}/000000000000/kept`;
  const bodies = new Set<string>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    for (const { Body = '' } of Messages) bodies.add(Body);
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle })),
      }),
    );
  }
}

/** Approved articles whose page is not served: what was under way when the process died goes on by itself. */
async function articlesNotOnSite() {
  const lost: string[] = [];
  for (const id of acknowledged.approved)
    if ((await fetch(`${running.url}/national/${id}`)).status !== 200) lost.push(id);
  return lost;
}
