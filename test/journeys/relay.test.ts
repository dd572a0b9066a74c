import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsError, region } from 'embedded-aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import { parkedOf } from '../../infra/topology/inbox.ts';
import { restoredMark } from '../../infra/topology/restored.ts';
import { streamRetries } from '../../infra/topology/timing.ts';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
let dynamodb: DynamoDBClient;
/** The facts that the topic was sent, and how it fails. */
const topic = { sent: [] as string[], fails: (_facts: string[]) => false };

/** The messages in a call of Publish or PublishBatch. */
const messagesIn = (body: Buffer | string) =>
  [...new URLSearchParams(String(body))].flatMap(([name, value]) =>
    /(^|\.)Message$/.test(name) ? [value] : [],
  );

beforeEach(async () => {
  Object.assign(topic, { sent: [], fails: () => false });
  desk = await aDesk({
    intercept: async (call, go) => {
      if (call.principal !== 'outbox/relay' || call.service !== 'sns') return go();
      const facts = messagesIn(call.body);
      if (topic.fails(facts)) throw new AwsError('InternalError', 'the topic does not answer', 500);
      topic.sent.push(...facts);
      return go();
    },
  });
  const credentials = desk.cloud.aws.operator;
  const systemClockOffset = desk.cloud.clock.now() - Date.now();
  dynamodb = new DynamoDBClient({ region, endpoint: desk.cloud.aws.url, credentials, systemClockOffset });
});
afterEach(async () => {
  dynamodb.destroy();
  await desk.cloud.close();
});

/** Saves an item as a fact of a record, as another version of Khobor or a hand at the table may. */
const saveFact = (pk: string, rest: object) =>
  dynamodb.send(
    new PutItemCommand({ TableName: tableName, Item: marshall({ pk, sk: 'FACT#00000002', ...rest }) }),
  );

const fact = (type: string, data: object) => ({
  record: { id: 'art_0@2', type, at: '2026-11-24T06:00:00.000Z', by: 'rumana', data },
});

const parked = async () =>
  (await desk.cloud.aws.sqs.receive(parkedOf('outbox/relay'), 10)).map(({ body }) => JSON.parse(body));

const isPublished = async (id: string) => {
  expect((await desk.get(id)).state).toBe('published');
  expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
};

describe('the relay', () => {
  it('passes on a fact that a newer version wrote as it is, with fields and a type that it does not know', async () => {
    await saveFact(
      'ARTICLE#art_0',
      fact('article.translated', { articleId: 'art_0', into: { language: 'en' } }),
    );
    await isPublished(await desk.published());
    expect(topic.sent.join()).toContain('"into":{"language":"en"}');
    expect(await parked()).toEqual([]);
  });

  it('parks what is no fact, and what the topic refuses, at once, and everything else goes on, a kill too', async () => {
    const published = await desk.published();
    await saveFact('ARTICLE#art_1', {});
    await saveFact('ARTICLE#art_2', { record: 'a text' });
    await saveFact('ARTICLE#art_3', { record: { id: 'art_3@2' } });
    await saveFact('ARTICLE#art_4', fact('article.edited', { note: 'ক'.repeat(100_000) }));
    await saveFact(`ARTICLE#${published}`, fact('\u0007', {}));
    const [id] = [await desk.published(), await desk.step('parveen', published, 'kill', { reason: 'আদেশ' })];
    await desk.cloud.rest();
    await isPublished(id);
    expect((await desk.cloud.page(`/national/${published}`)).status).toBe(410);
    const told = await parked();
    expect(told.map(({ pk }) => pk).sort()).toEqual(
      expect.arrayContaining(['ARTICLE#art_1', 'ARTICLE#art_2', 'ARTICLE#art_3', 'ARTICLE#art_4']),
    );
    for (const { sk, refused } of told) expect([sk, typeof refused]).toEqual(['FACT#00000002', 'string']);
  });

  it('passes over and parks nothing that is no new fact, should the trigger’s filter let it through', async () => {
    const record = fact('article.killed', { articleId: 'art_1' });
    const change = (eventName: string, sk: string, item: object | undefined) => ({
      eventName,
      dynamodb: {
        SequenceNumber: sk,
        Keys: marshall({ pk: 'ARTICLE#art_1', sk }),
        ...(item ? { NewImage: marshall(item) } : {}),
      },
    });
    const answer = await desk.cloud.lambda.invoke('outbox/relay', {
      Records: [
        change('INSERT', 'HEAD', record),
        change('MODIFY', 'FACT#00000002', record),
        change('INSERT', 'FACT#00000003', fact('article.spiked', { articleId: 'art_1' })),
        change('INSERT', 'FACT#00000004', { ...record, [restoredMark]: true }),
        change('REMOVE', 'FACT#00000005', undefined),
      ],
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(topic.sent.map((one) => JSON.parse(one).type)).toEqual(['article.spiked']);
    expect(await parked()).toEqual([]);
  });

  it('tries again until a topic that takes nothing does, parks nothing meanwhile, and keeps the order', async () => {
    topic.fails = () => true;
    const ids = [await desk.submitted(), await desk.submitted()];
    for (const id of ids) await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    for (let tries = 0; tries < 5; tries++) await desk.cloud.turnBy(10_000);
    for (const id of ids) expect((await desk.get(id)).state).toBe('released');
    topic.fails = () => false;
    await desk.cloud.turnBy(10_000);
    for (const id of ids) await isPublished(id);
    expect(await parked()).toEqual([]);
    for (const id of ids) {
      const of = topic.sent.map((one) => JSON.parse(one)).filter(({ data }) => data.articleId === id);
      expect(of.map(({ type }) => type.slice('article.'.length))).toEqual([
        ...['created', 'submitted', 'approved', 'released', 'published'],
      ]);
    }
  });

  it('parks the facts that make the topic fail after the last try, and the others go on', async () => {
    const stuck = await desk.file();
    topic.fails = (facts) => facts.some((one) => one.includes(stuck));
    await desk.step('rumana', stuck, 'submit');
    const other = await desk.published();
    for (let tries = 0; tries < 2 * streamRetries.most + 10; tries++) await desk.cloud.turnBy(10_000);
    await isPublished(other);
    const told = await parked();
    expect(told.length).toBeGreaterThan(0);
    for (const { requestContext } of told) expect(requestContext.condition).toBe('RetryAttemptsExhausted');
  });
});
