import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsError, region } from 'embedded-aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import { parkedOf } from '../../infra/topology/inbox.ts';
import { streamRetries } from '../../infra/topology/timing.ts';
import { keys, lists } from '../../shared/keys.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const noon = '2026-11-24T06:00:00.000Z';

let desk: ADesk;
/** Whether the relay reaches its topic; what was published by others, by their names. */
const world = { isCut: false, published: [] as string[] };

beforeEach(async () => {
  Object.assign(world, { isCut: false, published: [] });
  desk = await aDesk({
    intercept: async (call, go) => {
      if (call.service !== 'sns') return go();
      if (call.principal === 'outbox/relay' && world.isCut)
        throw new AwsError('InternalError', 'the topic does not answer', 500);
      if (call.principal !== 'operator') world.published.push(call.principal);
      return go();
    },
  });
});
afterEach(() => desk.cloud.close());

/** The stream gives up what it could not pass on. */
async function lose() {
  await desk.cloud.turnBy((streamRetries.hours + 1) * hour);
  for (let tries = 0; tries < 20; tries++) await desk.cloud.turnBy(10_000);
  expect(desk.cloud.aws.sqs.count(parkedOf('outbox/relay')).visible).toBeGreaterThan(0);
  await desk.signIn();
}

const replay = async (sought: object) => {
  const reply = await desk.people.parveen.post('/api/facts/replay', sought);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  await desk.cloud.rest();
  return reply.body;
};

const settle = async () => {
  for (let i = 0; i < 6; i++) await desk.cloud.turnBy(61_000);
};

const tokenIn = (text = '') => /#token=([^\s"<]+)/.exec(text)?.[1] ?? '';

async function subscribed(address: string) {
  await desk.cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
  await desk.cloud.rest();
  const token = tokenIn(desk.cloud.mailbox().find(({ to }) => to.includes(address))?.text);
  await desk.cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
  await desk.cloud.rest();
}

describe('an article that was released, and whose fact was lost', () => {
  it('is finished by the minute’s clock after ten minutes, once', async () => {
    world.isCut = true;
    const id = await desk.submitted();
    await desk.step('kamal', id, 'approve');
    await desk.cloud.turnBy(9 * minute);
    expect((await desk.get(id)).state).toBe('released');
    await desk.cloud.turnBy(2 * minute);
    await desk.cloud.turnBy(minute);
    expect((await desk.get(id)).state).toBe('published');
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
    expect(world.published.filter((name) => name === 'articles/release-due')).toHaveLength(1);
  });

  it('is finished by a replay', async () => {
    world.isCut = true;
    const id = await desk.submitted();
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    expect(await replay({ since: noon, types: ['article.released'] })).toEqual({ replayed: 1, refused: [] });
    expect((await desk.get(id)).state).toBe('published');
  });
});

describe('a replay', () => {
  it('brings a kill to its end whose fact was lost', async () => {
    const id = await desk.published();
    world.isCut = true;
    await desk.step('parveen', id, 'kill', { reason: 'আদেশ' });
    await lose();
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
    world.isCut = false;
    await replay({ since: noon, articleId: id });
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(410);
  });

  it('changes nothing that is done: no page, no mail, no message to staff, also when the ledger has forgotten', async () => {
    const { cloud } = desk;
    const manager = await cloud.someone('anis', 'ad-manager');
    await subscribed('a@pathok.example');
    const [alerted, killed] = [
      await desk.published({ alert: 'section', tags: ['শিক্ষা'] }),
      await desk.published({ section: 'law' }),
    ];
    await desk.step('parveen', killed, 'kill', { reason: 'আদেশ' });
    await desk.people.parveen.put('/api/redirects', { from: '/old', to: `/national/${alerted}` });
    await manager.get('/api/line-items?state=draft');
    await cloud.rest();
    await settle();
    expect(cloud.mailbox()).toHaveLength(2);
    const [objects, mails] = [desk.publicObjects(), cloud.mailbox().length];
    const history = await desk.facts(alerted);
    world.published = [];

    const { replayed } = await replay({ since: noon });
    await settle();
    expect(Number(replayed)).toBeGreaterThan(12);
    const now = desk.publicObjects();
    expect([...objects].flatMap(([key, body]) => (now.get(key) === body ? [] : [key]))).toEqual([]);
    expect(cloud.mailbox()).toHaveLength(mails);
    expect(await desk.facts(alerted)).toEqual(history);
    expect(new Set(world.published)).toEqual(new Set(['facts/replay']));

    await cloud.turnBy(31 * day);
    await cloud.aws.dynamodb.expire();
    await desk.signIn();
    world.published = [];
    for (const until of [new Date(Date.parse(noon) + day).toISOString()])
      await replay({ since: noon, until });
    await settle();
    expect(cloud.mailbox()).toHaveLength(mails);
    expect(world.published.filter((name) => /notify/.test(name))).toEqual([]);
  });

  it('sends an alert whose fact was lost if it is of this day, and none that is older', async () => {
    await subscribed('a@pathok.example');
    const mails = () => desk.cloud.mailbox().filter(({ text }) => text?.includes('/national/art_')).length;
    const publishedUnheard = async () => {
      const id = await desk.submitted({ alert: 'section' });
      world.isCut = true;
      await desk.step('kamal', id, 'approve');
      await replay({ articleId: id, since: noon, types: ['article.released'] });
      expect((await desk.get(id)).state).toBe('published');
      expect(mails()).toBe(before);
      world.isCut = false;
      return id;
    };
    let before = 0;
    const first = await publishedUnheard();
    await replay({ articleId: first, since: noon });
    await settle();
    before = 1;
    expect(mails()).toBe(1);

    const second = await publishedUnheard();
    world.isCut = true;
    await lose();
    await desk.cloud.turnBy(4 * hour);
    await desk.signIn();
    world.isCut = false;
    await replay({ articleId: second, since: noon });
    await settle();
    expect(mails()).toBe(1);
  });

  it('asks no reader to confirm who has confirmed since', async () => {
    world.isCut = true;
    const address = 'a@pathok.example';
    const wish = { body: { address, sections: ['national'] } };
    await desk.cloud.send('POST', '/api/subscriptions', wish);
    await lose();
    world.isCut = false;
    await subscribed(address);
    expect(desk.cloud.mailbox()).toHaveLength(1);
    expect((await replay({ since: noon })).replayed).toBe(3);
    await settle();
    expect(desk.cloud.mailbox()).toHaveLength(1);
  });

  it('goes through any number of facts in batches, and says which cannot be passed on', async () => {
    const credentials = desk.cloud.aws.operator;
    const dynamodb = new DynamoDBClient({ region, endpoint: desk.cloud.aws.url, credentials });
    const at = (n: number) => new Date(Date.parse(noon) - hour + n).toISOString();
    const item = (n: number, list: string, record: unknown) => ({
      PutRequest: {
        Item: marshall({
          ...keys.fact({ record: `ARTICLE#art_${n}`, version: '00000001' }),
          list,
          at: at(n),
          record,
        }),
      },
    });
    const list = (n: number) => (n < 900 ? lists.activity : lists.facts)({ day: noon.slice(0, 10) });
    const all = Array.from({ length: 1_200 }, (_, n) =>
      item(
        n,
        list(n),
        n === 700
          ? 'no fact'
          : { id: `art_${n}@1`, type: 'article.commented', at: at(n), by: 'rumana', data: {} },
      ),
    );
    world.isCut = true;
    for (let n = 0; n < all.length; n += 25)
      await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: all.slice(n, n + 25) } }));
    dynamodb.destroy();
    const sought = { since: at(0), until: at(1_199), types: ['article.commented'] };
    const answers = [await replay(sought)];
    for (let cursor = answers[0]?.cursor; cursor; cursor = answers.at(-1)?.cursor)
      answers.push(await replay({ ...sought, cursor }));
    expect(answers.map(({ replayed }) => Number(replayed)).reduce((a, b) => a + b)).toBe(1_199);
    expect(answers.flatMap(({ refused }) => refused as unknown as unknown[])).toMatchObject([
      { fact: 'ARTICLE#art_700 FACT#00000001' },
    ]);
    expect(answers.length).toBe(3);
  });

  it('is for publishers, of a month at most, from a cursor that it gave', async () => {
    const { kamal, parveen } = desk.people;
    const ask = async (body: object) => problem(await parveen.post('/api/facts/replay', body));
    expect(problem(await kamal.post('/api/facts/replay', { since: noon }))).toEqual([403, 'forbidden']);
    expect(await ask({ since: '2026-09-01T00:00:00Z' })).toEqual([400, 'invalid-input']);
    expect(await ask({ since: noon, until: '2026-11-23T00:00:00Z' })).toEqual([400, 'invalid-input']);
    expect(await ask({ since: noon, articleId: 'art_000000000000' })).toEqual([404, 'not-found']);
    const cursors = [
      'x',
      Buffer.from('{}').toString('base64url'),
      Buffer.from('{"list":"ACTIVITY#2020-01-01"}').toString('base64url'),
      Buffer.from('{"list":"ACTIVITY#2026-11-24","rest":"e30"}').toString('base64url'),
    ];
    for (const cursor of cursors) expect(await ask({ since: noon, cursor })).toEqual([400, 'invalid-input']);
    expect(await ask({ since: noon, cursor: cursors[1], articleId: await desk.file() })).toEqual([
      400,
      'invalid-input',
    ]);
  });
});
