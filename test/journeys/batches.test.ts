import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueArn, tableName } from '../../infra/local/resources.ts';
import { inboxOf, parkedOf } from '../../infra/topology/inbox.ts';
import { type FunctionName, functions } from '../../infra/topology.ts';
import { keys } from '../../shared/keys.ts';
import { maxReceives } from '../../shared/lambda/inbox.ts';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  desk = await aDesk();
  const credentials = desk.cloud.aws.operator;
  const systemClockOffset = desk.cloud.clock.now() - Date.now();
  dynamodb = new DynamoDBClient({ region, endpoint: desk.cloud.aws.url, credentials, systemClockOffset });
});
afterAll(async () => {
  dynamodb.destroy();
  await desk.cloud.close();
});

/** Makes what readers have of an article unreadable. */
async function spoil(id: string) {
  const Key = marshall(keys.article.live({ id }));
  const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName: tableName, Key }));
  const { record, ...item } = unmarshall(Item);
  const Spoilt = marshall({ ...item, record: { ...record, publishedAt: 7 } });
  await dynamodb.send(new PutItemCommand({ TableName: tableName, Item: Spoilt }));
}

/** Puts messages into an inbox in one write, so that they come in one batch. */
const deliver = async (name: FunctionName, bodies: string[]) => {
  const { store, aws } = desk.cloud;
  await store.write(() => {
    for (const body of bodies) aws.sqs.enqueue(queueArn(inboxOf(name)), body, {});
  });
  await desk.cloud.rest();
};

const left = (name: FunctionName) => {
  const { visible, inFlight, delayed } = desk.cloud.aws.sqs.count(inboxOf(name));
  return visible + inFlight + delayed;
};

const factOf = (type: string, data: object) =>
  JSON.stringify({ id: 'art_x@9', type, at: '2026-11-24T06:00:00.000Z', by: 'rumana', data });

describe('a fact that nobody can handle', () => {
  it('does not make its neighbours in a batch fail, and is parked alone', async () => {
    const name = 'site/refresh-list-pages';
    const spoilt = await desk.published({ section: 'law' });
    const others = [await desk.published(), await desk.published(), await desk.published()];
    await spoil(spoilt);
    const published = (articleId: string) =>
      factOf('article.published', {
        ...{ articleId, revision: 1, section: 'national', path: `/national/${articleId}`, alert: 'none' },
      });
    await deliver(name, [
      'no JSON',
      ...others.slice(0, 2).map(published),
      published(spoilt),
      factOf('article.translated', {}),
      ...others.slice(2).map(published),
    ]);
    expect(left(name)).toBe(2);
    for (let tries = 0; tries < maxReceives; tries++) await desk.cloud.turnBy(361_000);
    const parked = await desk.cloud.aws.sqs.receive(parkedOf(name), 10);
    expect(parked.map(({ body }) => body).sort()).toEqual(['no JSON', published(spoilt)].sort());
  });
});

describe('a fact of a type that only a newer version knows', () => {
  it.each(functions.filter(([, { on }]) => 'facts' in on).map(([name]) => name))(
    'is left by %s, and parked nowhere',
    async (name) => {
      const parked = () => desk.cloud.aws.sqs.count(parkedOf(name));
      const { visible, inFlight } = parked();
      await deliver(name, [factOf('article.translated', { articleId: 'art_x' })]);
      await desk.cloud.turnBy(61_000);
      expect(left(name)).toBe(0);
      expect(parked().visible + parked().inFlight).toBe(visible + inFlight);
    },
  );

  it('is shown in the history and in what happened, beside one that is no fact', async () => {
    const id = await desk.file();
    const put = (version: string, record: unknown) =>
      dynamodb.send(
        new PutItemCommand({
          TableName: tableName,
          Item: marshall({ ...keys.fact({ record: `ARTICLE#${id}`, version }), record }),
        }),
      );
    await put('00000002', JSON.parse(factOf('article.translated', { articleId: id, into: 'en' })));
    await put('00000003', 'no fact');
    const { status, body } = await desk.people.kamal.get(`/api/articles/${id}/history`);
    expect(status).toBe(200);
    const types = (body.facts as unknown as { type: string }[]).map(({ type }) => type);
    expect(types).toEqual(['article.created', 'article.translated']);
    expect((await desk.people.kamal.get(`/api/articles/${id}/revisions`)).status).toBe(200);
  });
});
