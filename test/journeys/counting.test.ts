import { setTimeout } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { AwsError, type Intercept } from 'embedded-aws';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logsBucket } from '../../infra/local/resources.ts';
import { instancesOf } from '../../infra/topology/timing.ts';
import { topology } from '../../infra/topology.ts';
import { dayOf } from '../../shared/bangla/dates.ts';
import { aLog, anEntry, countedIn } from '../ads/a-log.ts';
import { problem } from './a-desk.ts';
import { type AnAdOffice, anAdOffice, browser, running } from './an-ad-office.ts';

const [text, side] = ['ad_00000000000a', 'ad_00000000000b'];

/** What the logs say of a line item, by nothing but their text: how often people saw it and clicked. */
const ownCount = (lines: readonly string[], id: string) => {
  const ofPeople = lines.filter((line) => line.includes('Android%2010') && line.includes('\tGET\t'));
  const seen = new RegExp(`\\t/ads/seen/${id}/\\w+\\t200\\t`);
  const clicked = new RegExp(`\\t/go/${id}/\\w+\\t302\\t`);
  return {
    impressions: ofPeople.filter((line) => seen.test(line)).length,
    clicks: ofPeople.filter((line) => clicked.test(line)).length,
  };
};

describe('an ad that runs', () => {
  let office: AnAdOffice;
  beforeAll(async () => {
    office = await anAdOffice();
    await office.book(
      running(office.cloud, text, { impressions: 700 }),
      running(office.cloud, side, { slot: 'side' }),
    );
  });
  afterAll(() => office.close());

  it('is counted as people see and click it, once the log has come', async () => {
    const { cloud, ask, report, lines } = office;
    for (let n = 0; n < 30; n++) expect(await ask(`/ads/seen/${text}/text`, browser)).toBe(200);
    for (let n = 0; n < 5; n++) await ask(`/ads/seen/${side}/nowhere`, browser);
    for (let n = 0; n < 3; n++) expect(await ask(`/go/${text}/text`, browser)).toBe(302);
    for (const machine of ['curl/8.5.0', 'Mozilla/5.0 (compatible; Googlebot/2.1)', ''])
      await ask(`/ads/seen/${text}/text`, machine);
    await ask(`/ads/seen/${text}/text`, browser, 'HEAD');
    await ask('/go/ad_zzzzzzzzzzzz/text', browser);
    await ask(`/ads/seen/ad_zzzzzzzzzzzz/text`, browser);
    expect(await report(text)).toMatchObject({ days: [], totals: { impressions: 0 } });

    await cloud.deliverLogs();
    await cloud.rest();
    const day = dayOf(new Date(cloud.clock.now()).toISOString());
    expect(await report(text)).toMatchObject({
      days: [{ day, slot: 'text', impressions: 30, clicks: 3, clickRate: 0.1, bots: 3 }],
      totals: { impressions: 30, clicks: 3, clickRate: 0.1, bots: 3 },
      pacing: { sold: 700, expectedByNow: 100, delivered: 30, pace: expect.closeTo(0.3, 3) },
    });
    expect((await report(side)).days).toMatchObject([{ slot: 'side', impressions: 5, clicks: 0 }]);
    for (const id of [text, side]) expect((await report(id)).totals).toMatchObject(ownCount(lines(), id));
  });

  it('is counted on, log by log', async () => {
    const { cloud, ask, report, lines } = office;
    for (let log = 0; log < 3; log++) {
      await Promise.all(Array.from({ length: 7 }, () => ask(`/ads/seen/${text}/side`, browser)));
      await cloud.deliverLogs();
    }
    await cloud.rest();
    expect((await report(text)).totals).toMatchObject(ownCount(lines(), text));
    expect((await report(text)).days).toMatchObject([
      { slot: 'side', impressions: 21 },
      { slot: 'text', impressions: 30 },
    ]);
  });

  it('is counted no more often for logs that come again: as they are, copied, or packed anew', async () => {
    const { cloud, s3, putLog, logs, report } = office;
    const { days, totals } = await report(text);
    for (const [key, body] of logs()) {
      await putLog(key, body);
      const CopySource = encodeURIComponent(`${logsBucket}/${key}`);
      await s3.send(new CopyObjectCommand({ Bucket: logsBucket, Key: `${key}.copy`, CopySource }));
      await putLog(`cdn/plain/${key}.log`, gunzipSync(body));
      await putLog(`cdn/again/${key}`, gzipSync(gunzipSync(body), { level: 1 }));
    }
    await cloud.rest();
    expect(await report(text)).toMatchObject({ days, totals });
  });

  it('leaves lines that name no reader: no address, no cookie, no page they came from', async () => {
    const cookie = {
      cookie: 'name=rahim',
      referer: 'https://secret.example/',
      'x-forwarded-for': '192.0.2.1',
    };
    await fetch(`${office.cloud.url}/ads/seen/${text}/none?token=secret-token`, {
      headers: { ...cookie, 'user-agent': browser },
    });
    await office.cloud.deliverLogs();
    const all = office.lines().join('\n');
    expect(all).toContain(`/ads/seen/${text}/none`);
    expect(all).not.toMatch(/rahim|secret-token|secret|192\.0\.2|127\.0\.0|::1/);
  });
});

describe('the log of the embedded front', () => {
  it('has a line for each answer of the site and the API, and none for what is only here', async () => {
    const { cloud, ask, lines, close } = await anAdOffice();
    await cloud.rest();
    for (const path of [
      '/',
      '/nowhere',
      '/api/health',
      '/api/line-items',
      '/__local/mail',
      '/robots.txt?a=b c%27',
    ])
      await ask(path, "A 'browser' ~ 1");
    await cloud.deliverLogs();
    const [version, fields, ...requests] = lines();
    expect(version).toBe('#Version: 1.0');
    expect(fields).toMatch(/^#Fields: date time .* x-edge-request-id$/);
    const columns = requests.map((line) => line.split('\t'));
    expect(new Set(columns.map(({ length }) => length))).toEqual(
      new Set([fields?.split(' ').slice(1).length]),
    );
    expect(columns.map((values) => values.slice(3, 8))).toEqual([
      ['GET', '/', '200', 'A%20%27browser%27%20%7E%201', 'Miss'],
      ['GET', '/nowhere', '404', 'A%20%27browser%27%20%7E%201', 'Error'],
      ['GET', '/api/health', '200', 'A%20%27browser%27%20%7E%201', 'Miss'],
      ['GET', '/api/line-items', '401', 'A%20%27browser%27%20%7E%201', 'Error'],
      ['GET', '/robots.txt', '200', 'A%20%27browser%27%20%7E%201', 'Miss'],
    ]);
    await close();
  });

  it('is at the time of the cloud’s clock, and is not written when nobody asked', async () => {
    const { cloud, ask, logs, close } = await anAdOffice();
    cloud.clock.turnTo(Date.parse('2027-02-03T04:05:06Z'));
    await ask('/', browser);
    void cloud.deliverLogs();
    await cloud.deliverLogs();
    expect([...logs().keys()]).toEqual([
      expect.stringMatching(/^cdn\/EKHOBOR\.2027-02-03-04\.[0-9a-f]{16}\.gz$/),
    ]);
    expect(gunzipSync([...logs().values()][0] ?? '').toString()).toMatch(/^2027-02-03\t04:05:06\t/m);
    await close();
  });
});

/** A log in which each of so many line items was seen as often as its number says, on two days. */
const aBigLog = (count: number) =>
  aLog(
    Array.from({ length: count }, (_, n) => n).flatMap((n) =>
      ['2026-11-24', '2026-11-25'].flatMap((date) =>
        Array.from({ length: (n % 3) + 1 }, () =>
          anEntry({ date, 'cs-uri-stem': `/ads/seen/${idOf(n)}/text` }),
        ),
      ),
    ),
  );
const idOf = (n: number) => `ad_${String(n).padStart(12, '0')}`;

const asWritten = (count: number, times = 1) =>
  Array.from({ length: count }, (_, n) =>
    ['2026-11-24', '2026-11-25'].map((day) =>
      expect.objectContaining({ day, slot: 'text', impressions: times * ((n % 3) + 1), clicks: 0 }),
    ),
  );

type Fate = 'unsent' | 'lost' | 'conflict' | undefined;

/**
 * Lets a test say what befalls each transaction of the tally, by the chunk it counts and how often one was sent for it
 * before. `done` are the chunks that were counted, in order.
 */
function befalling(fate: (chunk: number, before: number) => Fate) {
  const sent = new Map<string, number>();
  const done: number[] = [];
  const intercept: Intercept = async (call, go) => {
    if (call.principal !== 'ads/tally-log' || call.action !== 'TransactWriteItems') return go();
    const [mark] = (JSON.parse(call.body.toString()) as Transaction).TransactItems;
    const { pk, sk } = mark.Put.Item;
    const before = sent.get(pk.S + sk.S) ?? 0;
    sent.set(pk.S + sk.S, before + 1);
    const chunk = Number(sk.S.split('#')[1]);
    const what = fate(chunk, before);
    if (what === 'conflict') return conflict(call.body);
    if (what === 'unsent') throw new AwsError('InternalFailure', 'the call did not arrive', 500);
    const answer = await go();
    if (answer.status === 200) done.push(chunk);
    if (what === 'lost') throw new AwsError('InternalFailure', 'the answer was lost', 500);
    return answer;
  };
  return { intercept, done };
}

type Transaction = { TransactItems: [{ Put: { Item: Record<'pk' | 'sk', { S: string }> } }, ...object[]] };

/** What DynamoDB answers when another transaction is at one of the items. */
function conflict(body: Buffer) {
  const { TransactItems } = JSON.parse(body.toString()) as Transaction;
  const reasons = TransactItems.map((_, at) => ({ Code: at === 1 ? 'TransactionConflict' : 'None' }));
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      message: 'Transaction cancelled',
      CancellationReasons: reasons,
    }),
  };
}

/** An inbox hands a message over again after six timeouts of a minute. */
const again = 361_000;
/** Line items of a big log: twice as many days of theirs are five chunks of twelve. */
const many = 30;
const all = [0, 1, 2, 3, 4];
/** How often the SDK sends a call to DynamoDB before it gives up. */
const patience = 4;

describe('a log of many line items', () => {
  const counted = async (fate: Parameters<typeof befalling>[0], logs = [aBigLog(many)]) => {
    const { intercept, done } = befalling(fate);
    const office = await anAdOffice({ intercept });
    await office.book(...Array.from({ length: many }, (_, n) => running(office.cloud, idOf(n))));
    await Promise.all(logs.map((log, n) => office.putLog(`cdn/${n}.gz`, gzipSync(log))));
    await office.cloud.rest();
    const atFirst = [...done];
    await office.cloud.turnBy(again);
    const days = [];
    for (let n = 0; n < many; n++) days.push((await office.report(idOf(n))).days);
    await office.close();
    return { days, atFirst, done };
  };

  it('is counted in several transactions', async () => {
    const { days, atFirst, done } = await counted(() => undefined);
    expect(days).toEqual(asWritten(many));
    expect([atFirst, done]).toEqual([all, all]);
  });

  it('is counted to its end by whoever comes after one that crashed between two of them', async () => {
    const { days, atFirst, done } = await counted((chunk, before) =>
      chunk === 2 && before < patience ? 'unsent' : undefined,
    );
    expect(days).toEqual(asWritten(many));
    expect([atFirst, done]).toEqual([[0, 1], all]);
  });

  it('is counted once when it crashed before it heard that one of them was done', async () => {
    const { days, atFirst, done } = await counted((chunk, before) =>
      chunk === 2 && before < patience ? 'lost' : undefined,
    );
    expect(days).toEqual(asWritten(many));
    expect([new Set(atFirst), new Set(done)]).toEqual([new Set([0, 1, 2]), new Set(all)]);
  });

  it('is counted beside another that adds to the same, which it has to wait for', async () => {
    const logs = [aBigLog(many), aBigLog(many)];
    const { days } = await counted((_, before) => (before < 2 ? 'conflict' : undefined), logs);
    expect(days).toEqual(asWritten(many, 2));
  });

  it('comes again later when others are always in its way', async () => {
    const { days, atFirst, done } = await counted((chunk, before) =>
      chunk === 1 && before < 7 ? 'conflict' : undefined,
    );
    expect(days).toEqual(asWritten(many));
    expect([atFirst, done]).toEqual([[0], all]);
  });
});

describe('logs that have piled up', () => {
  it('are counted by few functions at once, which would be in each other’s way at the same counts', async () => {
    let [atOnce, most] = [0, 0];
    const intercept: Intercept = async ({ principal, action }, go) => {
      if (principal !== 'ads/tally-log' || action !== 'TransactWriteItems') return go();
      most = Math.max(most, ++atOnce);
      await setTimeout(20);
      return go().finally(() => atOnce--);
    };
    const office = await anAdOffice({ intercept });
    await office.book(running(office.cloud, text));
    const log = () => aLog([anEntry({ 'cs-uri-stem': `/ads/seen/${text}/none` })]);
    await Promise.all(Array.from({ length: 12 }, (_, n) => office.putLog(`cdn/${n}`, log())));
    await office.cloud.rest();
    expect((await office.report(text)).totals).toMatchObject({ impressions: 12 });
    expect(most).toBeLessThanOrEqual(instancesOf(topology['ads/tally-log']));
    await office.close();
  });
});

/** Requests of two line items, by people and machines, each with an id of its own; and dice to spread them. */
const Requests = fc.array(
  fc.record({
    line: fc.constantFrom('a', 'b'),
    what: fc.constantFrom('seen', 'seen', 'seen', 'clicked'),
    time: fc.constantFrom('09:30:00', '18:00:00'),
    'cs(User-Agent)': fc.constantFrom(browser.replaceAll(' ', '%20'), 'curl/8.5.0'),
    log: fc.nat(3),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 5, maxLength: 80 },
);

describe('the totals', () => {
  it('are the same however requests are spread over logs, in whatever order and however often these come', async () => {
    const office = await anAdOffice();
    let runs = 0;
    const property = fc.asyncProperty(Requests, fc.boolean(), async (requests, isBackwards) => {
      const run = String(++runs).padStart(11, '0');
      const ids = { a: `ad_a${run}`, b: `ad_b${run}` };
      await office.book(...Object.values(ids).map((id) => running(office.cloud, id)));
      const entries = requests.map(({ line, what, time, ...rest }) => {
        const id = ids[line as 'a' | 'b'];
        const click = { 'cs-uri-stem': `/go/${id}/text`, 'sc-status': '302' };
        return anEntry({
          ...{ time, 'cs(User-Agent)': rest['cs(User-Agent)'] },
          ...(what === 'clicked' ? click : { 'cs-uri-stem': `/ads/seen/${id}/text` }),
        });
      });
      const logs = [...Map.groupBy(entries, (_, at) => requests[at]?.log).values()].map((some) => aLog(some));
      const puts = logs.flatMap((log, n) =>
        Array.from({ length: requests[n]?.times ?? 1 }, (_, again) => ({
          log,
          key: `cdn/${run}-${n}-${again}`,
        })),
      );
      await Promise.all(
        (isBackwards ? puts.reverse() : puts).map(({ key, log }, n) =>
          office.putLog(key, n % 2 === 0 ? gzipSync(log) : log),
        ),
      );
      await office.cloud.rest();
      const whole = await countedIn(aLog(entries), { [ids.a]: 'text', [ids.b]: 'text' });
      for (const id of Object.values(ids))
        expect((await office.report(id)).days).toMatchObject(
          whole.filter(({ lineItemId }) => lineItemId === id).map(({ lineItemId: _, ...count }) => count),
        );
    });
    await fc.assert(property, { numRuns: 12, endOnFailure: true });
    await office.close();
  });
});

describe('a log', () => {
  it('is found under whatever name it has, and may be of several parts, each packed by itself', async () => {
    const { cloud, book, putLog, report, close } = await anAdOffice();
    await book(running(cloud, text));
    const part = () => gzipSync(aLog([anEntry({ 'cs-uri-stem': `/ads/seen/${text}/none` })]));
    await putLog('cdn/a b+c%20d/খবর?#&=.gz', Buffer.concat([part(), part(), part()]));
    await putLog('cdn/empty', '');
    await cloud.rest();
    expect((await report(text)).totals).toMatchObject({ impressions: 3 });
    expect(cloud.printed.filter((line) => line.startsWith('ads/'))).toEqual([]);
    await close();
  });
});

describe('a log that cannot be read', () => {
  it('is tried five times and then parked, cut off or in another form, and nothing of it is counted', async () => {
    const { cloud, book, putLog, report, close } = await anAdOffice();
    await book(running(cloud, text));
    await putLog(
      'cdn/cut.gz',
      gzipSync(
        aLog(Array.from({ length: 50 }, () => anEntry({ 'cs-uri-stem': `/ads/seen/${text}/none` }))),
      ).subarray(0, -40),
    );
    await putLog('cdn/other.gz', gzipSync('time,path,status\n09:00,/ads/seen,200\n'));
    await putLog('cdn/whole.gz', gzipSync(aLog([anEntry({ 'cs-uri-stem': `/ads/seen/${text}/none` })])));
    for (let tries = 0; tries < 6; tries++) await cloud.turnBy(again);
    expect((await report(text)).totals).toMatchObject({ impressions: 1 });
    const parked = await cloud.aws.sqs.receive('parked-ads-tally-log', 10);
    const keys = parked.map(({ body }) => JSON.parse(body).detail.object.key);
    expect(keys.sort()).toEqual(['cdn/cut.gz', 'cdn/other.gz']);
    await close();
  });
});

describe('a report', () => {
  let office: AnAdOffice;
  beforeAll(async () => {
    office = await anAdOffice();
    await office.book(running(office.cloud, text), running(office.cloud, side, { state: 'ended' }));
    await office.ask(`/ads/seen/${text}/text`, browser);
    await office.cloud.deliverLogs();
    await office.cloud.rest();
  });
  afterAll(() => office.close());

  it('is for ad managers, of line items that exist, whatever their state', async () => {
    const salma = await office.salma();
    const rumana = await office.cloud.someone('rumana', 'reporter', 'editor', 'publisher');
    for (const kind of ['report', 'report.csv']) {
      expect(problem(await rumana.get(`/api/line-items/${text}/${kind}`))).toEqual([403, 'forbidden']);
      expect(problem(await salma.get(`/api/line-items/${idOf(9)}/${kind}`))).toEqual([404, 'not-found']);
      expect((await salma.get(`/api/line-items/${side}/${kind}`)).status).toBe(200);
    }
    expect(problem(await rumana.post(`/api/line-items/${text}/report-link`))).toEqual([403, 'forbidden']);
    expect(problem(await salma.post(`/api/line-items/${idOf(9)}/report-link`))).toEqual([404, 'not-found']);
  });

  it('tells of all days, however many there are', async () => {
    const { cloud, putLog, book, report } = office;
    await book(running(cloud, idOf(7)));
    const days = Array.from({ length: 1_100 }, (_, n) =>
      new Date(Date.UTC(2026, 10, 24 + n)).toISOString().slice(0, 10),
    );
    await putLog(
      'cdn/years',
      aLog(days.map((date) => anEntry({ date, 'cs-uri-stem': `/ads/seen/${idOf(7)}/text` }))),
    );
    await cloud.rest();
    expect((await report(idOf(7))).days).toMatchObject(days.map((day) => ({ day, impressions: 1 })));
  });

  it('comes as a file for a spreadsheet', async () => {
    const token = await office.cloud.token('salma', 'ad-manager');
    const answer = await fetch(`${office.cloud.url}/api/line-items/${text}/report.csv`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toMatch(
      new RegExp(`^\\uFEFF.+\\r\\n${text},`),
    );
  });

  it('can be shown by a link for thirty days, which opens no other report', async () => {
    const { cloud } = office;
    const { status, body } = await (await office.salma()).post(`/api/line-items/${text}/report-link`);
    expect(status).toBe(201);
    const path = String(body.path);
    const token = path.split('token=')[1] ?? '';
    expect(Date.parse(String(body.expiresAt))).toBeCloseTo(cloud.clock.now() + 30 * 86_400_000, -5);

    const opened = await cloud.page(path);
    expect(opened.status).toBe(200);
    expect(opened.headers.get('cache-control')).toContain('no-store');
    expect(opened.headers.get('x-robots-tag')).toContain('noindex');
    expect(opened.text).toContain('উত্তরবঙ্গ বিশ্ববিদ্যালয়');
    expect(JSON.stringify(cloud.store.sql('SELECT * FROM dynamodb_item').all())).not.toContain(token);

    for (const [id, given] of [
      [side, token],
      [text, `${token}x`],
      [text, ''],
      [idOf(9), token],
    ])
      expect(problem(await cloud.send('GET', `/api/line-items/${id}/report-page?token=${given}`))).toEqual([
        410,
        'invalid-token',
      ]);
    await cloud.turnBy(30 * 86_400_000 + 1_000);
    expect(problem(await cloud.send('GET', path))).toEqual([410, 'invalid-token']);
  });
});
