import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { region } from 'embedded-aws';
import { build } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { siteBucket } from '../../infra/local/resources.ts';
import { sections } from '../../shared/newsroom.ts';
import { anArchive } from '../journeys/an-archive.ts';
import { cpuSince, type Goal, quantile, say } from './figures.ts';

/**
 * Figures of the embedded newsroom on this machine, with its data in a file: `npm run bench`. They are for comparing
 * two versions on one machine, not for judging a machine.
 */
const folder = mkdtempSync(join(tmpdir(), 'khobor-bench-'));
const built = await build();

const opening = performance.now();
const cloud = await openCloud({ file: join(folder, 'khobor.db'), built });
say('start of the cloud, built before', performance.now() - opening, 'ms');
say('memory at rest, no function warm', process.memoryUsage.rss() / 1e6, 'MB');

const client = new DynamoDBClient({
  region,
  endpoint: cloud.aws.url,
  credentials: cloud.aws.operator,
});
const TableName = 'newsroom';
const item = (pk: string, n: number) => ({
  pk: { S: pk },
  sk: { S: `COPY#${String(n).padStart(8, '0')}` },
  record: {
    M: { headline: { S: 'পদ্মার চরে নতুন স্কুলের প্রথম ঘণ্টা' }, body: { S: 'চরের শিশুরা এখন স্কুলে যায়। '.repeat(20) } },
  },
});

/** Calls a second with `width` at once, over about two seconds, and the CPU of each with its client's. */
async function rate(what: string, width: number, work: (n: number) => Promise<unknown>, goal?: Goal) {
  const until = performance.now() + 2_000;
  let done = 0;
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < until) await work(done++);
    }),
  );
  say(`${what}, ${width} at once`, (done * 1000) / (performance.now() - begun), '/s');
  say(`CPU of one of ${what}, ${width} at once`, cpuSince(cpu) / done, 'ms', goal);
}

const Key = { pk: { S: 'B1' }, sk: { S: 'COPY#00000000' } };
await cloud.rest();
// The first calls run code that is not compiled yet.
for (let n = 0; n < 1_000; n++) {
  await client.send(new GetItemCommand({ TableName, Key }));
}
for (const width of [1, 16]) {
  const small = { most: 1 };
  const put = { TableName, Item: { ...Key, version: { N: '1' } } };
  await rate('small puts', width, () => client.send(new PutItemCommand(put)), small);
  await rate('small gets', width, () => client.send(new GetItemCommand({ TableName, Key })), small);
  await rate('puts of 2 KB', width, (n) =>
    client.send(new PutItemCommand({ TableName, Item: item(`B${width}`, n) })),
  );
  await rate('transactions of 3 puts', width, (n) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [1, 2, 3].map((i) => ({ Put: { TableName, Item: item(`T${width}-${i}`, n) } })),
      }),
    ),
  );
  await rate('queries of 20 items', width, () =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'B1' } },
        Limit: 20,
      }),
    ),
  );
}

const [reporter, editor] = [await cloud.token('rumana', 'reporter'), await cloud.token('kamal', 'editor')];
const post = async (path: string, token: string, body = {}) => {
  const answer = await fetch(`${cloud.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'if-match': '*' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { id: string };
};

const submitted = async (n: number) => {
  const { id } = await post('/api/articles', reporter, {
    section: sections[n % 5] ?? 'national',
    headline: `খবর ${n}`,
    body: 'চরের শিশুরা এখন স্কুলে যায়।',
  });
  await post(`/api/articles/${id}/submit`, reporter);
  return { id, section: sections[n % 5] ?? 'national' };
};

/** Milliseconds from an approval that was answered to the page, and to the home page, as they are in the bucket. */
async function publish({ id, section }: Awaited<ReturnType<typeof submitted>>) {
  await post(`/api/articles/${id}/approve`, editor);
  const approved = performance.now();
  const until = async (key: string, isDone: (body: string) => boolean) => {
    while (!isDone(String(cloud.aws.s3.read(siteBucket, key)?.body ?? '')))
      await new Promise((done) => setTimeout(done, 2));
    return performance.now() - approved;
  };
  const page = until(`${section}/${id}`, (body) => body !== '');
  return { page: await page, front: await until(section, (body) => body.includes(id)) };
}

/** Says how long some publications took; the goal is for fronts. */
function tell(what: string, waits: { page: number; front: number }[], goal: number) {
  for (const part of ['page', 'front'] as const) {
    const times = waits.map((wait) => wait[part]);
    say(`approved → ${part}, ${what}, p50`, quantile(times, 0.5), 'ms');
    say(
      `approved → ${part}, ${what}, p95`,
      quantile(times, 0.95),
      'ms',
      part === 'front' ? { most: goal } : undefined,
    );
  }
}

for (const size of [1_000, 10_000]) {
  await anArchive(cloud, size);
  const [waits, cpu] = [[] as { page: number; front: number }[], [] as number[]];
  for (let n = 0; n < 40; n++) {
    const article = await submitted(n);
    await cloud.rest();
    const begun = process.cpuUsage();
    waits.push(await publish(article));
    await cloud.rest();
    cpu.push(cpuSince(begun));
  }
  tell(`beside ${size} articles, alone`, waits.slice(10), 300);
  say(`CPU of a publication beside ${size} articles`, quantile(cpu.slice(10), 0.5), 'ms', { most: 250 });
  for (const count of [50, 200]) {
    const articles = [];
    for (let n = 0; n < count; n++) articles.push(await submitted(n));
    await cloud.rest();
    tell(`beside ${size} articles, ${count} at once`, await Promise.all(articles.map(publish)), 30_000);
    await cloud.rest();
  }
}
say('memory with all functions warm', process.memoryUsage.rss() / 1e6, 'MB');
client.destroy();
await cloud.close();
rmSync(folder, { recursive: true });

/** Cold start: a fresh process to its first answer, over a handler that does nothing, both measured in one run. */
const coldStart = fileURLToPath(new URL('cold-start.ts', import.meta.url));
execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', coldStart], { stdio: 'inherit' });
