import { gunzipSync, gzipSync } from 'node:zlib';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { afterEach, describe, expect, it } from 'vitest';
import { logsBucket, siteBucket, tableName } from '../../infra/local/resources.ts';
import { mostOfADay } from '../../shared/articles/views.ts';
import { unpacked } from '../../shared/aws/packed.ts';
import { dayOf } from '../../shared/bangla/dates.ts';
import { aFiling } from '../a-cloud.ts';
import { aLog, anEntry } from '../ads/a-log.ts';
import { aDesk } from './a-desk.ts';
import { aRebuild } from './a-rebuild.ts';
import { browser } from './an-ad-office.ts';

type MostRead = Record<'today' | 'week', { path: string; headline: string }[]>;

/** Milliseconds for which the CDN may answer with a list that nothing has invalidated. */
const atTheCdn = 6 * 60_000 + 1_000;

/** A newsroom with readers, whose logs come when the test says so. */
async function aPaper(options: Parameters<typeof aDesk>[0] = {}) {
  const desk = await aDesk(options);
  const { cloud } = desk;
  const config = { region, endpoint: cloud.aws.url, credentials: cloud.aws.operator };
  const [s3, dynamodb] = [new S3Client(config), new DynamoDBClient(config)];
  const putLog = (key: string, body: Uint8Array | string) =>
    s3.send(new PutObjectCommand({ Bucket: logsBucket, Key: `cdn/${key}`, Body: body }));
  const publish = (...names: string[]) =>
    Promise.all(names.map((headline) => desk.published({ headline, tags: ['নদী'] })));
  const ask = async (id: string, userAgent = browser, method = 'GET') => {
    const answer = await fetch(`${cloud.url}/national/${id}`, {
      method,
      headers: { 'user-agent': userAgent },
    });
    await answer.arrayBuffer();
  };
  /** Each article is read as often as said, in this order; then the log comes. */
  const read = async (times: Record<string, number>) => {
    for (const [id, count] of Object.entries(times)) for (let n = 0; n < count; n++) await ask(id);
    await cloud.deliverLogs();
    await cloud.rest();
  };
  const mostRead = async () => JSON.parse((await cloud.page('/most-read.json')).text) as MostRead;
  const headlines = async (list: keyof MostRead = 'today') =>
    (await mostRead())[list].map(({ headline }) => headline);
  /** How often articles were viewed, by day, as the table has it. */
  const views = async () => {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'VIEWS' } },
      }),
    );
    return Object.fromEntries(
      Items.map((item) => unmarshall(item)).map(({ sk, record }) => [
        sk,
        new Map(unpacked(record.views) as [string, number][]),
      ]),
    );
  };
  const logs = () =>
    cloud.store
      .sql('SELECT body FROM s3_object WHERE bucket = ?')
      .all(logsBucket)
      .map(({ body }) => Buffer.from(body as Uint8Array));
  const today = () => dayOf(new Date(cloud.clock.now()).toISOString());
  const dropMostRead = () => s3.send(new DeleteObjectCommand({ Bucket: siteBucket, Key: 'most-read.json' }));
  const close = async () => {
    s3.destroy();
    dynamodb.destroy();
    await cloud.close();
  };
  return {
    ...desk,
    putLog,
    publish,
    ask,
    read,
    mostRead,
    headlines,
    views,
    logs,
    today,
    dropMostRead,
    close,
  };
}

let paper: Awaited<ReturnType<typeof aPaper>>;
afterEach(() => paper.close());

describe('what is read most', () => {
  it('is listed once the logs have come, by what people read, today and in the last seven days', async () => {
    paper = await aPaper();
    const { publish, ask, read, headlines, mostRead, cloud } = paper;
    await cloud.rest();
    expect(await mostRead()).toEqual({ today: [], week: [] });
    const [first = '', second = '', third = '', fourth = ''] = await publish('এক', 'দুই', 'তিন', 'চার');
    for (let n = 0; n < 9; n++) await ask(fourth, 'Mozilla/5.0 (compatible; Googlebot/2.1)');
    for (let n = 0; n < 9; n++) await ask(fourth, browser, 'HEAD');
    await read({ [first]: 1, [second]: 3, [third]: 2 });
    await cloud.turnBy(atTheCdn);
    expect(await headlines()).toEqual(['দুই', 'তিন', 'এক']);
    expect((await mostRead()).week[0]).toEqual({ path: `/national/${second}`, headline: 'দুই' });

    await cloud.turnBy(24 * 3_600_000);
    expect(await headlines()).toEqual([]);
    expect(await headlines('week')).toEqual(['দুই', 'তিন', 'এক']);
    await read({ [fourth]: 4, [third]: 2, [first]: 1 });
    await cloud.turnBy(atTheCdn);
    expect(await headlines()).toEqual(['চার', 'তিন', 'এক']);
    expect((await headlines('week')).slice(0, 3).sort()).toEqual(['চার', 'তিন', 'দুই'].sort());

    for (let day = 0; day < 7; day++) await cloud.turnBy(24 * 3_600_000);
    expect(await mostRead()).toEqual({ today: [], week: [] });
  });

  it('is not changed by logs that come again: as they are, unpacked, or packed anew', async () => {
    paper = await aPaper();
    const { publish, read, putLog, views, logs, cloud } = paper;
    const [first = '', second = '', third = ''] = await publish('এক', 'দুই', 'তিন');
    await read({ [first]: 3, [second]: 2, [third]: 1 });
    const before = await views();
    expect(before[paper.today()]).toEqual(
      new Map([
        [first, 3],
        [second, 2],
        [third, 1],
      ]),
    );
    for (const [n, log] of logs().entries()) {
      await putLog(`again-${n}`, log);
      await putLog(`plain-${n}`, gunzipSync(log));
      await putLog(`anew-${n}`, gzipSync(gunzipSync(log), { level: 1 }));
    }
    await cloud.rest();
    expect(await views()).toEqual(before);
  });

  it('has every view of many logs at once, in spite of one that cannot be read', async () => {
    paper = await aPaper();
    const { publish, putLog, views, headlines, cloud, today } = paper;
    const ids = await publish('এক', 'দুই', 'তিন');
    const date = new Date(cloud.clock.now()).toISOString().slice(0, 10);
    const aView = (id = '') => anEntry({ date, time: '06:00:00', 'cs-uri-stem': `/national/${id}` });
    await putLog('broken', 'nothing that anybody could read\n');
    await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        putLog(
          `log-${n}`,
          aLog([aView(ids[0]), aView(ids[0]), aView(ids[1]), ...(n % 2 ? [aView(ids[2])] : [])]),
        ),
      ),
    );
    await cloud.rest();
    expect((await views())[today()]).toEqual(
      new Map([
        [ids[0], 48],
        [ids[1], 24],
        [ids[2], 12],
      ]),
    );
    expect(await headlines()).toEqual(['এক', 'দুই', 'তিন']);
  });

  it('costs the same few requests for a log of a hundred thousand lines, and keeps what matters', async () => {
    const calls: string[] = [];
    paper = await aPaper({
      intercept: (call, go) => {
        if (call.principal === 'site/count-views') calls.push(call.action);
        return go();
      },
    });
    const { publish, putLog, views, headlines, cloud, today } = paper;
    const ids = await publish('এক', 'দুই', 'তিন');
    const date = new Date(cloud.clock.now()).toISOString().slice(0, 10);
    const idOf = (n: number) => `art_${String(n).padStart(12, '0')}`;
    const lines = Array.from({ length: 100_000 }, (_, n) =>
      anEntry({
        date,
        time: '06:00:00',
        // Everything that an archive has, once or twice; and what people read.
        'cs-uri-stem': `/national/${n % 10 === 0 ? ids[n % 3] : idOf(n % 60_000)}`,
      }),
    );
    calls.length = 0;
    await putLog('large', gzipSync(aLog(lines)));
    await cloud.rest();
    const kept = (await views())[today()] ?? new Map();
    expect(kept.size).toBe(mostOfADay);
    expect(ids.map((id) => kept.get(id)).sort()).toEqual([3_333, 3_333, 3_334]);
    expect(new Set(await headlines())).toEqual(new Set(['এক', 'দুই', 'তিন']));
    expect(calls.sort()).toEqual(
      [
        'BatchGetItem',
        'BatchGetItem',
        'BatchGetItem',
        'GetObject',
        'HeadObject',
        'PutObject',
        'TransactWriteItems',
      ].sort(),
    );
  });
});

describe('the list of what is read most', () => {
  it('is there again after a rebuild into an empty bucket', async () => {
    paper = await aPaper();
    const { publish, read, mostRead, headlines, cloud, dropMostRead } = paper;
    const [one = '', two = '', three = ''] = await publish('এক', 'দুই', 'তিন');
    await read({ [one]: 3, [two]: 2, [three]: 1 });
    const before = await mostRead();
    await dropMostRead();
    await cloud.turnBy(atTheCdn);
    expect((await cloud.page('/most-read.json')).status).toBe(404);
    await aRebuild(cloud);
    expect(await mostRead()).toEqual(before);
    expect(await headlines()).toEqual(['এক', 'দুই', 'তিন']);
  });
});

describe('an article at the top of what is read most', () => {
  it('leaves it with every cached copy when it is killed, and no late log brings it back', async () => {
    paper = await aPaper();
    const { publish, read, step, cloud, publicObjects, headlines } = paper;
    const ids = await publish('গোপন কথা', 'দুই', 'তিন', 'চার');
    const [top = ''] = ids;
    await read({ [top]: 5, [ids[1] ?? '']: 3, [ids[2] ?? '']: 2, [ids[3] ?? '']: 1 });
    expect(await headlines()).toEqual(['গোপন কথা', 'দুই', 'তিন', 'চার']);
    await paper.ask(top);
    await step('parveen', top, 'kill', { reason: 'আদালতের আদেশ' });
    await cloud.rest();
    const saying = () =>
      [...publicObjects(), ...[...cloud.copies()].map(([key, body]) => [key, body.toString()] as const)]
        .filter(([, body]) => body.includes('গোপন কথা'))
        .map(([key]) => key);
    expect(saying()).toEqual([]);
    expect(await headlines()).toEqual(['দুই', 'তিন', 'চার']);
    await cloud.deliverLogs();
    await cloud.rest();
    await cloud.turnBy(3 * 60_000);
    expect(await headlines()).toEqual(['দুই', 'তিন', 'চার']);
    expect(saying()).toEqual([]);
  });

  it.each(['retract', 'unpublish'] as const)('leaves it after: %s', async (way) => {
    paper = await aPaper();
    const { publish, read, step, cloud, headlines } = paper;
    const [top = '', ...others] = await publish('এক', 'দুই', 'তিন', 'চার');
    await read({ [top]: 5, ...Object.fromEntries(others.map((id, n) => [id, 3 - n])) });
    await step('parveen', top, way, way === 'unpublish' ? {} : { reason: 'ভুল ছিল' });
    await cloud.rest();
    expect(await headlines()).toEqual(['দুই', 'তিন', 'চার']);
  });

  it('leaves it when its time is over', async () => {
    paper = await aPaper();
    const { publish, read, people, cloud, headlines, signIn } = paper;
    const [top = '', ...others] = await publish('এক', 'দুই', 'তিন', 'চার');
    await read({ [top]: 5, ...Object.fromEntries(others.map((id, n) => [id, 3 - n])) });
    await signIn();
    const expireAt = new Date(cloud.clock.now() + 3_600_000).toISOString();
    expect((await people.kamal.post(`/api/articles/${top}/reschedule`, { expireAt })).status).toBe(200);
    await cloud.turnBy(3_600_000);
    expect(await headlines()).toEqual(['দুই', 'তিন', 'চার']);
  });

  it('has its new headline there as soon as it is corrected', async () => {
    paper = await aPaper();
    const { publish, read, step, edit, cloud, headlines } = paper;
    const [top = '', ...others] = await publish('ভুল শিরোনাম', 'দুই', 'তিন');
    await read({ [top]: 5, ...Object.fromEntries(others.map((id, n) => [id, 3 - n])) });
    expect(await headlines('week')).toContain('ভুল শিরোনাম');
    await step('rumana', top, 'correct', { note: 'শিরোনাম ভুল ছিল' });
    await edit(top, aFiling({ headline: 'ঠিক শিরোনাম' }));
    await step('rumana', top, 'submit');
    await step('kamal', top, 'approve');
    await cloud.rest();
    expect(await headlines()).toEqual(['ঠিক শিরোনাম', 'দুই', 'তিন']);
  });
});
