import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteBucket as Bucket, tableName as TableName } from '../../infra/local/resources.ts';
import { type FunctionName, functions } from '../../infra/topology.ts';
import { type ACloud, aCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeAll(async () => {
  cloud = await aCloud();
});
afterAll(() => cloud.close());

const configOf = (name: FunctionName) => ({
  region,
  endpoint: cloud.aws.url,
  maxAttempts: 1,
  credentials: cloud.aws.credentialsFor(name),
});

/** `allowed`, or the name of the refusal. */
const told = (call: Promise<unknown>) =>
  call.then(
    () => 'allowed',
    (error: Error) => error.name,
  );
const refused = 'AccessDeniedException';
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'HEAD' } });

/** What a function may do with items at these keys. */
function at(name: FunctionName) {
  const db = new DynamoDBClient(configOf(name));
  const write = (TransactItems: TransactWriteItem[]) =>
    told(db.send(new TransactWriteItemsCommand({ TransactItems })));
  return {
    get: (pk: string) => told(db.send(new GetItemCommand({ TableName, Key: key(pk) }))),
    getMany: (...pks: string[]) =>
      told(db.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: pks.map(key) } } }))),
    query: (pk: string) =>
      told(
        db.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': { S: pk } },
          }),
        ),
      ),
    list: (list: string) =>
      told(
        db.send(
          new QueryCommand({
            TableName,
            IndexName: 'lists',
            KeyConditionExpression: '#list = :list',
            ExpressionAttributeNames: { '#list': 'list' },
            ExpressionAttributeValues: { ':list': { S: list } },
          }),
        ),
      ),
    scan: () => told(db.send(new ScanCommand({ TableName }))),
    put: (...pks: string[]) => write(pks.map((pk) => ({ Put: { TableName, Item: key(pk) } }))),
    remove: (...pks: string[]) => write(pks.map((pk) => ({ Delete: { TableName, Key: key(pk) } }))),
    check: (pk: string) =>
      write([
        {
          ConditionCheck: { TableName, Key: key(pk), ConditionExpression: 'attribute_not_exists(pk)' },
        },
      ]),
    close: () => db.destroy(),
  };
}

describe('a function that strangers reach', () => {
  it('opens previews from articles and what lies beside them, and writes nothing', async () => {
    const preview = at('articles/preview');
    expect([await preview.get('ARTICLE#1'), await preview.list('LIVE#sport')]).toEqual([
      'allowed',
      'allowed',
    ]);
    for (const list of ['DESK#sport#draft', 'DUE', 'PEOPLE', 'ACTIVITY#2026-11-27'])
      expect(await preview.list(list), list).toBe(refused);
    for (const pk of ['SUBSCRIPTION#1', 'PEPPER', 'PERSON#1', 'REQUEST#1#1', 'LINEITEM#1'])
      expect(await preview.get(pk), pk).toBe(refused);
    for (const pk of ['ARTICLE#1', 'LATEST']) {
      expect(await preview.put(pk), pk).toBe(refused);
      expect(await preview.remove(pk), pk).toBe(refused);
    }
    expect([await preview.query('ARTICLE#1'), await preview.scan()]).toEqual([refused, refused]);
    preview.close();
  });

  it('follows a click by getting one line item, and shows a report by its counts as well', async () => {
    const [go, page] = [at('ads/go'), at('ads/report-page')];
    for (const one of [go, page]) {
      expect([await one.get('LINEITEM#1'), await one.get('ARTICLE#1')]).toEqual(['allowed', refused]);
      expect([await one.put('LINEITEM#1'), await one.remove('LINEITEM#1')]).toEqual([refused, refused]);
    }
    expect([await go.query('LINEITEM#1'), await page.query('LINEITEM#1')]).toEqual([refused, 'allowed']);
    expect(await page.query('PLACEMENTS')).toBe(refused);
    go.close();
    page.close();
  });

  it.each(['audience/subscribe', 'audience/confirm', 'audience/unsubscribe'] as const)(
    '%s writes what is stored of readers and nothing else',
    async (name) => {
      const one = at(name);
      expect([await one.get('SUBSCRIPTION#1'), await one.get('ARTICLE#1')]).toEqual(['allowed', refused]);
      expect(await one.put('SUBSCRIPTION#1', 'MAILBOX#1')).toBe('allowed');
      for (const pk of ['ARTICLE#1', 'MAILING#alert-art_1', 'ASSET#1', 'PERSON#1', 'SEEN#alert'])
        expect(await one.put('SUBSCRIPTION#1', pk), pk).toBe(refused);
      one.close();
    },
  );

  it('shows a reader their page by what is stored of them, and changes nothing there', async () => {
    for (const name of ['audience/wish', 'audience/preferences'] as const) {
      const one = at(name);
      expect(await one.get('SUBSCRIPTION#1')).toBe('allowed');
      for (const pk of ['PEPPER', 'MAILBOX#1', 'READERS#sport#00', 'ARTICLE#1'])
        expect(await one.get(pk), pk).toBe(refused);
      expect([await one.put('SUBSCRIPTION#1'), await one.remove('SUBSCRIPTION#1')]).toEqual([
        refused,
        refused,
      ]);
      one.close();
    }
  });

  it('removes readers only where a subscription ends, and knows the pepper only where it is asked for', async () => {
    const [asks, confirms, ends] = [
      at('audience/subscribe'),
      at('audience/confirm'),
      at('audience/unsubscribe'),
    ];
    const reader = 'READERS#sport#00';
    const removed = [await asks.remove(reader), await confirms.remove(reader), await ends.remove(reader)];
    expect(removed).toEqual([refused, refused, 'allowed']);
    const put = [await asks.put(reader), await confirms.put(reader), await ends.put(reader)];
    expect(put).toEqual([refused, 'allowed', refused]);
    const pepper = [await asks.get('PEPPER'), await confirms.get('PEPPER'), await ends.get('PEPPER')];
    expect(pepper).toEqual(['allowed', refused, 'allowed']);
    // Only the first reader who asks for mail makes it: nobody who presses the button of a mail does.
    expect([await ends.put('PEPPER'), await confirms.put('PEPPER')]).toEqual([refused, refused]);
    expect(await asks.getMany('MAILBOX#1', 'LIMIT#all#2026-11-27')).toBe('allowed');
    expect(await asks.getMany('MAILBOX#1', 'ARTICLE#1')).toBe(refused);
    for (const one of [asks, confirms, ends]) one.close();
  });
});

describe('a function of the newsroom', () => {
  it('puts, deletes, queries and checks only where its feature does', async () => {
    const [edits, kills, sets] = [at('articles/edit'), at('articles/kill'), at('redirects/set')];
    expect(await edits.put('ARTICLE#1', 'REQUEST#a#b')).toBe('allowed');
    for (const pk of ['LINEITEM#1', 'SUBSCRIPTION#1', 'TOPIC#tag/1', 'PERSON#1', 'LATEST', 'SEEN#finish'])
      expect(await edits.put('ARTICLE#1', pk), pk).toBe(refused);
    expect([await edits.remove('ARTICLE#1'), await kills.remove('ARTICLE#1')]).toEqual([refused, 'allowed']);
    expect([await edits.check('ARTICLE#1'), await sets.check('REDIRECT#/a')]).toEqual([refused, 'allowed']);
    expect(await edits.getMany('TOPIC#author/rahim', 'TOPIC#tag/1')).toBe(refused);
    expect(await edits.list('DUE')).toBe(refused);
    for (const one of [edits, kills, sets]) one.close();
  });

  it('media/check-upload saves assets and nothing else', async () => {
    const one = at('media/check-upload');
    expect(await one.put('ASSET#1', 'ASSET#2')).toBe('allowed');
    expect(await one.put('ASSET#1', 'ARTICLE#1')).toBe(refused);
    expect([await one.put('LINEITEM#1'), await one.get('LINEITEM#1')]).toEqual([refused, refused]);
    one.close();
  });

  it('is told which grant a call needs', async () => {
    const one = new DynamoDBClient(configOf('articles/get'));
    const Keys = ['ARTICLE#1', 'REDIRECT#/a'].map(key);
    await expect(
      one.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } })),
    ).rejects.toThrow(/'get many articles', 'get many redirects'/);
    one.destroy();
  });
});

/** Whether a function may put objects at these keys of the site. */
async function puts(name: FunctionName, ...keys: string[]) {
  const s3 = new S3Client({ ...configOf(name), forcePathStyle: true });
  const all = keys.map((Key) => told(s3.send(new PutObjectCommand({ Bucket, Key, Body: '[]' }))));
  const answers = await Promise.all(all);
  s3.destroy();
  return answers;
}

const noPages = ['assets/site.css', 'frames/ast_1', 'media/ast_1', 'desk/index.html', 'ads/slots.json'];

describe('a function that writes the site', () => {
  const writers = functions.filter(([, { may }]) => may.includes('write site')).map(([name]) => name);

  it.each(writers)('%s writes pages, and no file of a deploy, of uploads or of ads', async (name) => {
    const pages = ['index.html', 'national', 'national/art_1', 'archive/2026-11-27', 'old/story.html'];
    expect(await puts(name, ...pages)).toEqual(pages.map(() => 'allowed'));
    expect(await puts(name, ...noPages)).toEqual(noPages.map(() => 'AccessDenied'));
  });

  it.each(['site/publish-article', 'site/withdraw-article'] as const)(
    '%s writes pages of articles, and no other page',
    async (name) => {
      expect(await puts(name, 'national/art_1')).toEqual(['allowed']);
      const others = ['index.html', 'national', 'media/art_1', 'robots.txt', ...noPages];
      // Whoever publishes an article brings its pictures to readers.
      const isShowing = (key: string) => name === 'site/publish-article' && key.startsWith('media/');
      expect(await puts(name, ...others)).toEqual(
        others.map((key) => (isShowing(key) ? 'allowed' : 'AccessDenied')),
      );
    },
  );

  it('media/remove-withdrawn writes files of uploads alone, and media/check-upload none', async () => {
    const name = 'media/remove-withdrawn';
    expect(await puts(name, 'media/ast_1', 'frames/ast_1')).toEqual(['allowed', 'allowed']);
    const others = ['index.html', 'assets/a.js'];
    expect(await puts(name, ...others)).toEqual(others.map(() => 'AccessDenied'));
    const all = ['media/ast_1', ...others];
    expect(await puts('media/check-upload', ...all)).toEqual(all.map(() => 'AccessDenied'));
  });
});

describe.each(['ads/fill-slots', 'ads/begin-flights'] as const)('%s', (name) => {
  it('writes the file of the slots, and no page of the site', async () => {
    const s3 = new S3Client({ ...configOf(name), forcePathStyle: true });
    const put = (Key: string) => told(s3.send(new PutObjectCommand({ Bucket, Key, Body: '[]' })));
    expect([await put('ads/slots.json'), await put('index.html')]).toEqual(['allowed', 'AccessDenied']);
    expect(await told(s3.send(new HeadObjectCommand({ Bucket, Key: 'index.html' })))).not.toBe('allowed');
    s3.destroy();
  });
});
