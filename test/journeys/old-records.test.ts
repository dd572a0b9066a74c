import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import { renewPlaces } from '../../infra/operate/renew-places.ts';
import { keys } from '../../shared/keys.ts';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  desk = await aDesk();
  dynamodb = new DynamoDBClient({
    region,
    endpoint: desk.cloud.aws.url,
    credentials: desk.cloud.aws.operator,
  });
});
afterAll(async () => {
  dynamodb.destroy();
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
  expect((await desk.cloud.page(`/national/${id}`)).status).toBe(410);
  const naming = [...desk.publicObjects()].filter(
    ([key, text]) => key.startsWith('tag/') && text.includes(id),
  );
  expect(naming).toEqual([]);
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

it('readers who confirmed under an earlier version are mailed', async () => {
  const { cloud } = desk;
  await cloud.send('POST', '/api/subscriptions', {
    body: { address: 'old@khobor.example', sections: ['national'] },
  });
  await cloud.rest();
  const token = /token=([^\s"]+)/.exec(cloud.mailbox()[0]?.text ?? '')?.[1];
  await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
  const reader = String(token).split('.')[0] ?? '';
  const shard = String(Number.parseInt(reader.slice(-4), 16) % 16).padStart(2, '0');
  await age(keys.reader({ interest: 'national', shard, id: reader }), ({ interests, ...record }) => ({
    ...record,
    topics: interests,
  }));

  const id = await desk.published({ alert: 'section' });
  const told = cloud
    .mailbox()
    .filter(({ to, text }) => to.includes('old@khobor.example') && text.includes(id));
  expect(told).toHaveLength(1);
});
