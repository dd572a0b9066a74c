import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { siteBucket, tableName } from '../../infra/local/resources.ts';
import { renewPlaces } from '../../infra/operate/renew-places.ts';
import { termOf } from '../../shared/articles/terms.ts';
import { keys } from '../../shared/keys.ts';
import { formerTermOf } from '../../shared/upcast.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { aRebuild } from './a-rebuild.ts';

let desk: ADesk;
let dynamodb: DynamoDBClient;
let s3: S3Client;
beforeAll(async () => {
  desk = await aDesk();
  const config = { region, endpoint: desk.cloud.aws.url, credentials: desk.cloud.aws.operator };
  dynamodb = new DynamoDBClient(config);
  s3 = new S3Client(config);
});
afterAll(async () => {
  dynamodb.destroy();
  s3.destroy();
  await desk.cloud.close();
});

type Fields = { [name: string]: unknown };

/** Rewrites an item to what schema 1 would have stored. */
async function age(key: { pk: string; sk: string }, old: (record: Fields) => Fields) {
  const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName: tableName, Key: marshall(key) }));
  const { schema: _none, record, ...item } = unmarshall(Item) as { schema?: number; record: Fields };
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: marshall({ ...item, record: old(record) }, { removeUndefinedValues: true }),
    }),
  );
}

const tags = ['শিক্ষা'];

it('a newsroom goes on with articles that an earlier version published', async () => {
  const id = await desk.published({ tags });
  await desk.step('rumana', id, 'correct', { note: 'নাম ঠিক করা হলো' });
  await desk.edit(id, { tags: ['চর'] });
  await desk.step('rumana', id, 'submit');
  await desk.step('kamal', id, 'approve');
  await desk.cloud.rest();
  await age(keys.article.live({ id }), ({ left, ...record }) => {
    const { terms, ...where } = left as Fields;
    return { ...record, left: { ...where, topics: terms } };
  });

  expect((await desk.get(id)).state).toBe('published');
  await desk.step('parveen', id, 'retract', { reason: 'ভুল ছিল' });
  await desk.cloud.rest();
  expect((await desk.cloud.page(`/national/${id}`)).text).toContain('ভুল ছিল');
  const naming = [...desk.publicObjects()].filter(
    ([key, text]) => key.startsWith('tag/') && text.includes(id),
  );
  expect(naming).toEqual([]);
});

it('an author whose name an earlier version took for another one keeps that page, until a correction', async () => {
  const { cloud } = desk;
  const id = await desk.published({ bylines: ['সেলিনা হক'] });
  // As when the name had two spaces: another page, and the record does not say where it is listed.
  const former = formerTermOf('author', 'সেলিনা  হক');
  const live = (await dynamodb.send(
    new GetItemCommand({ TableName: tableName, Key: marshall(keys.article.live({ id })) }),
  )) as { Item: Parameters<typeof unmarshall>[0] };
  const { publishedAt } = unmarshall(live.Item).record as { publishedAt: string };
  const { Item = {} } = await dynamodb.send(
    new GetItemCommand({
      TableName: tableName,
      Key: marshall(keys.article.underTerm({ term: termOf('author', 'সেলিনা হক'), publishedAt, id })),
    }),
  );
  const { record: card } = unmarshall(Item) as { record: Fields };
  const bylines = ['সেলিনা  হক'];
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: marshall({
        ...keys.article.underTerm({ term: former, publishedAt, id }),
        record: { ...card, bylines },
      }),
    }),
  );
  await age(keys.article.live({ id }), ({ terms: _none, ...record }) => ({ ...record, bylines }));
  await aRebuild(cloud);
  expect((await cloud.page(`/national/${id}`)).text).toContain(`href="/${former}"`);
  expect((await cloud.page(`/${former}`)).text).toContain(id);
  await desk.step('parveen', id, 'kill', { reason: 'আদেশ' });
  await cloud.rest();
  await cloud.turnBy(31_000);
  expect((await cloud.page(`/${former}`)).text).not.toContain(id);
});

/** Stores a redirect as an earlier version did, which took every path and kept its slash. */
async function anOldRedirect(from: string, to: string, version: number) {
  const record = { from, to, version, by: 'kamal', at: '2026-11-01T00:00:00.000Z' };
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: marshall({ ...keys.redirect({ from }), version, schema: 2, record }),
    }),
  );
}

it('a redirect on the address of a draft never hides the article, however often it was saved', async () => {
  const { cloud } = desk;
  const id = await desk.submitted();
  const path = `/national/${id}`;
  await anOldRedirect(path, '/law', 3);
  // Its object had its own version where an article has its revision.
  await s3.send(
    new PutObjectCommand({
      Bucket: siteBucket,
      Key: path.slice(1),
      Body: '<!DOCTYPE html><title>301</title>',
      Metadata: { revision: '3', status: '301', location: '/law' },
    }),
  );
  expect((await cloud.page(path)).text).not.toContain('চরের স্কুলে');
  await desk.step('kamal', id, 'approve');
  await cloud.rest();
  await cloud.turnBy(31_000);
  expect((await cloud.page(path)).text).toContain('চরের স্কুলে');
  await aRebuild(cloud);
  expect((await cloud.page(path)).status).toBe(200);
  expect((await cloud.page(path)).text).toContain('চরের স্কুলে');
  await desk.step('parveen', id, 'retract', { reason: 'ভুল' });
  await aRebuild(cloud);
  expect((await cloud.page(path)).text).toContain('কারণ: ভুল');
  expect((await desk.people.kamal.post('/api/redirects/remove', { from: path })).status).toBe(200);
  await cloud.rest();
  expect((await cloud.page(path)).text).toContain('কারণ: ভুল');
});

it('two redirects that lead in a circle are not found, until one of them is removed', async () => {
  const { cloud, people } = desk;
  await anOldRedirect('/circle/1', '/circle/2', 1);
  await anOldRedirect('/circle/2', '/circle/1', 1);
  await aRebuild(cloud);
  expect((await cloud.page('/circle/1')).status).toBe(404);
  expect((await people.kamal.post('/api/redirects/remove', { from: '/circle/1' })).status).toBe(200);
  expect((await people.kamal.put('/api/redirects', { from: '/circle/1', to: '/law' })).status).toBe(200);
  await cloud.rest();
  await aRebuild(cloud);
  await cloud.turnBy(31_000);
  for (const path of ['/circle/1', '/circle/2'])
    expect((await fetch(`${cloud.url}${path}`, { redirect: 'manual' })).headers.get('location'), path).toBe(
      '/law',
    );
});

it('a redirect with a slash at its end leads on after a rebuild, and is changed and removed', async () => {
  const { cloud, people } = desk;
  await anOldRedirect('/2019/চর/', '/law', 2);
  await aRebuild(cloud);
  const leads = async () =>
    (await fetch(`${cloud.url}${encodeURI('/2019/চর/')}`, { redirect: 'manual' })).headers.get('location');
  expect(await leads()).toBe('/law');
  expect((await people.kamal.get('/api/redirects?from=/2019/চর/')).body).toMatchObject({
    version: 2,
    to: '/law',
  });
  const body = { from: '/2019/চর/', to: '/crime' };
  expect((await people.kamal.put('/api/redirects', body, { 'if-match': '"2"' })).body.version).toBe(3);
  await cloud.rest();
  await cloud.turnBy(31_000);
  expect(await leads()).toBe('/crime');
  await people.kamal.post('/api/redirects/remove', { from: '/2019/চর' });
  expect((await people.kamal.get('/api/redirects?from=/2019/চর/')).status).toBe(404);
});

it('corrections that a tombstone of an earlier version lost are found in the history', async () => {
  const id = await desk.submitted();
  const change = async (note: string, approval: object) => {
    await desk.step('rumana', id, 'correct', { note });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve', approval);
    await desk.cloud.rest();
  };
  await desk.step('kamal', id, 'approve');
  await desk.cloud.rest();
  await change('প্রথম সংশোধনী', { expireAt: new Date(desk.cloud.clock.now() + 60_000).toISOString() });
  await desk.cloud.turnBy(120_000);
  await age(keys.article.live({ id }), ({ corrections: _lost, updatedAt: _too, ...record }) => record);
  await age(
    keys.article.head({ id }),
    ({ changedBy: _none, since: _too, alerted: _also, ...record }) => record,
  );
  await change('দ্বিতীয় সংশোধনী', {});
  const { text } = await desk.cloud.page(`/national/${id}`);
  for (const note of ['প্রথম সংশোধনী', 'দ্বিতীয় সংশোধনী']) expect(text).toContain(note.normalize('NFC'));
});

it('copy at the places of an earlier version waits for its people once it is listed anew', async () => {
  const [draft, submitted] = [await desk.file(), await desk.submitted()];
  for (const [id, state] of [
    [draft, 'draft'],
    [submitted, 'submitted'],
  ] as const) {
    const key = marshall(keys.article.head({ id }));
    const at = new Date(desk.cloud.clock.now()).toISOString();
    await age(keys.article.head({ id }), ({ since: _none, ...record }) => record);
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: 'SET #list = :list, #at = :at',
        ExpressionAttributeNames: { '#list': 'list', '#at': 'at' },
        ExpressionAttributeValues: marshall({ ':list': `DESK#national#${state}`, ':at': at }),
      }),
    );
    await dynamodb.send(
      new DeleteItemCommand({ TableName: tableName, Key: marshall(keys.article.filed({ id })) }),
    );
  }
  const waiting = async (who: 'rumana' | 'kamal', queue: string) =>
    JSON.stringify((await desk.people[who].get(`/api/lists/${queue}`)).body);
  expect(await waiting('kamal', 'to-approve')).toContain(submitted);
  expect(await waiting('rumana', 'to-finish')).not.toContain(draft);
  const { moved } = await renewPlaces({ dynamodb, table: tableName });
  expect(moved).toBe(2);
  expect(await waiting('kamal', 'to-approve')).toContain(submitted);
  expect(await waiting('rumana', 'to-finish')).toContain(draft);
  expect(await waiting('rumana', 'mine')).toContain(draft);
  expect(await renewPlaces({ dynamodb, table: tableName })).toMatchObject({ moved: 0 });
});

it('readers who confirmed under an earlier version are mailed, and end it by that mail and by older ones', async () => {
  const { cloud } = desk;
  const put = (key: { pk: string; sk: string }, record: Fields, more: Fields = {}) =>
    dynamodb.send(new PutItemCommand({ TableName: tableName, Item: marshall({ ...key, ...more, record }) }));
  const subscribed = async (id: string, address: string) => {
    const endToken = `${id.slice(-8)}endtoken`;
    const tokens = { confirmToken: 'confirm', endToken };
    const [at, sections] = ['2026-11-01T00:00:00.000Z', ['national']];
    await put(
      keys.subscription.head({ id }),
      { id, state: 'confirmed', version: 2, address, sections, wanted: sections, requestedAt: at, ...tokens },
      { version: 2, schema: 3 },
    );
    const shard = String(Number.parseInt(id.slice(-4), 16) % 16).padStart(2, '0');
    await put(keys.reader({ interest: 'national', shard, id }), { id, address, endToken, topics: sections });
    return `${id}.${endToken}`;
  };
  const post = (token: string, step: string) =>
    cloud.send('POST', `/api/subscriptions/${step}`, { body: { token } });
  await subscribed('sub_0123456789abcdef01234567', 'old@khobor.example');
  const older = await subscribed('sub_0123456789abcdef0123456f', 'older@khobor.example');

  const id = await desk.published({ alert: 'section' });
  const told = (address: string) =>
    cloud.mailbox().filter(({ to, text }) => to.includes(address) && text.includes(id));
  expect([told('old@khobor.example').length, told('older@khobor.example').length]).toEqual([1, 1]);
  const newest = /unsubscribe#token=(\S+)/.exec(told('old@khobor.example')[0]?.text ?? '')?.[1] ?? '';
  expect((await post(older.replace(/\..*/, '.confirm'), 'confirm')).status).toBe(410);
  for (const token of [newest, older]) expect((await post(token, 'unsubscribe')).status).toBe(200);
  expect((await post(newest, 'unsubscribe')).body).toEqual({ state: 'ended' });
  const later = await desk.published({ alert: 'section' });
  expect(cloud.mailbox().filter(({ text }) => text.includes(later))).toEqual([]);
});
