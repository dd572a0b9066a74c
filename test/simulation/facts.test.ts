import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsError, type Intercept, region } from 'embedded-aws';
import { expect, it } from 'vitest';
import { queueArn, tableName } from '../../infra/local/resources.ts';
import { hasInbox, inboxOf, parkedOf } from '../../infra/topology/inbox.ts';
import { functions } from '../../infra/topology.ts';
import { aDesk } from '../journeys/a-desk.ts';
import { chance } from './chance.ts';

const noon = '2026-11-24T06:00:00.000Z';
const throttled = [
  new AwsError('ThrottlingException', 'Rate exceeded'),
  new AwsError('ProvisionedThroughputExceededException', 'Throughput exceeds the current capacity'),
  new AwsError('TransactionCanceledException', 'Transaction cancelled [ThrottlingError]', 400, {
    CancellationReasons: [{ Code: 'ThrottlingError' }],
  }),
];

/** Weather: how often a call of a function is throttled, does not arrive, or is done and its answer lost. */
function weather(seed: number) {
  const next = chance(seed);
  const world = { isRough: false, isCut: false, met: { throttled: 0, unsent: 0, lost: 0, cut: 0 } };
  const fail = (kind: keyof typeof world.met, error: AwsError) => {
    world.met[kind]++;
    return error;
  };
  const intercept: Intercept = async (call, go) => {
    if (!world.isRough || call.principal === 'operator') return go();
    if (world.isCut && call.principal === 'outbox/relay')
      throw fail('cut', new AwsError('InternalError', 'the topic is cut off', 500));
    const dice = next();
    const [one = throttled[0]] = [throttled[Math.floor(next() * throttled.length)]];
    const isFit = one?.code !== 'TransactionCanceledException' || call.action === 'TransactWriteItems';
    if (dice < 0.05 && one && isFit && call.service === 'dynamodb') throw fail('throttled', one);
    if (dice < 0.1 && ['sns', 'sqs'].includes(call.service))
      throw fail('throttled', throttled[0] as AwsError);
    if (dice < 0.13) throw fail('unsent', new AwsError('InternalFailure', 'the call did not arrive', 500));
    if (dice < 0.16) {
      await go();
      throw fail('lost', new AwsError('InternalFailure', 'the answer was lost', 500));
    }
    return go();
  };
  return { next, world, intercept };
}

/** Items that no relay can pass on, one it can, and one that nobody here reacts to. */
const strange = (n: number) =>
  [
    {},
    { record: 'no fact' },
    { record: { type: 7 } },
    { record: { id: 'art_x@2', type: 'article.edited', data: { note: 'ক'.repeat(100_000) } } },
    { record: { id: 'art_x@2', type: 'article.translated', at: noon, by: 'rumana', data: { into: 'en' } } },
  ][n % 5] ?? {};
const isPoison = (n: number) => n % 5 !== 4;

it.each([1, 2])(
  'publishes or parks whatever is released, and a replay finishes the rest, mailing nobody twice (seed %i)',
  async (seed) => {
    const { next, world, intercept } = weather(seed);
    const desk = await aDesk({ intercept });
    const { cloud } = desk;
    const config = {
      ...{ region, endpoint: cloud.aws.url, credentials: cloud.aws.operator },
      systemClockOffset: cloud.clock.now() - Date.now(),
    };
    const [dynamodb, sqs] = [new DynamoDBClient(config), new SQSClient(config)];
    const addresses = ['a@pathok.example', 'b@pathok.example', 'c@pathok.example'];
    for (const address of addresses)
      await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
    await cloud.rest();
    for (const { text } of cloud.mailbox()) {
      const token = /#token=([^\s"<]+)/.exec(text ?? '')?.[1];
      await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
    }
    await cloud.rest();
    const mailsBefore = cloud.mailbox().length;

    world.isRough = true;
    const [approved, killed, poison]: [string[], string[], string[]] = [[], [], []];
    for (let n = 0; n < 8; n++) {
      // Now and then the relay is cut off from its topic for longer than it tries.
      world.isCut = n % 4 === 1;
      await dynamodb.send(
        new PutItemCommand({
          TableName: tableName,
          Item: marshall({ pk: `ARTICLE#art_x${n}`, sk: 'FACT#00000002', ...strange(n) }),
        }),
      );
      if (isPoison(n)) poison.push(`ARTICLE#art_x${n}`);
      const filed = await desk.people.rumana.post('/api/articles', {
        ...{ section: 'national', headline: `খবর ${n}`, body: 'পদ্মার চরে আজ।', alert: 'section' },
      });
      if (filed.status !== 201) continue;
      const id = String(filed.body.id);
      await desk.people.rumana.post(`/api/articles/${id}/submit`);
      if ((await desk.people.kamal.post(`/api/articles/${id}/approve`)).status === 200) approved.push(id);
      if (next() < 0.3) {
        const kill = await desk.people.parveen.post(`/api/articles/${id}/kill`, { reason: 'আদেশ' });
        if (kill.status === 200) killed.push(id);
      }
      await cloud.turnBy(Math.floor(next() * 120_000));
    }
    for (let tries = 0; tries < 40; tries++) await cloud.turnBy(10_000);
    [world.isRough, world.isCut] = [false, false];
    for (let minutes = 0; minutes < 8; minutes++) await cloud.turnBy(61_000);

    const count = (queue: string) => cloud.aws.sqs.count(queue).visible;
    const stateOf = async (id: string) => (await desk.get(id)).state;
    const parkedOfRelay = count(parkedOf('outbox/relay'));
    const left = (await Promise.all(approved.map(stateOf))).filter((state) => state === 'released').length;
    console.log(
      `${left} of ${approved.length} were left released, ${parkedOfRelay} messages of the relay parked`,
    );
    for (const id of approved) {
      const isDone = ['published', 'killed'].includes(String(await stateOf(id)));
      expect(isDone || parkedOfRelay + count(parkedOf('site/publish-article')) > 0, id).toBe(true);
    }

    // What the runbook says: send parked messages back, replay what the relay parked.
    for (const [name, spec] of functions) {
      if (!hasInbox(spec) || count(parkedOf(name)) === 0) continue;
      const [SourceArn, DestinationArn] = [queueArn(parkedOf(name)), queueArn(inboxOf(name))];
      await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    }
    for (let times = 0; times < 2; times++) {
      const reply = await desk.people.parveen.post('/api/facts/replay', { since: noon });
      expect(reply.status, JSON.stringify(reply.body)).toBe(200);
      for (let minutes = 0; minutes < 7; minutes++) await cloud.turnBy(61_000);
    }

    expect(approved.length).toBeGreaterThan(3);
    expect(Object.values(world.met).filter((met) => met === 0)).toEqual([]);
    for (const id of approved) {
      const isKilled = killed.includes(id);
      expect(await stateOf(id), id).toBe(isKilled ? 'killed' : 'published');
      const { status } = await cloud.page(`/national/${id}`);
      // One that was killed before its page was made may have none.
      expect(isKilled ? [404, 410] : [200], id).toContain(status);
      const facts = await desk.facts(id);
      expect(facts).toEqual([...new Set(facts)]);
    }
    const told = await cloud.aws.sqs.receive(parkedOf('outbox/relay'), 10);
    const parked = told.flatMap(({ body }) => JSON.parse(body).pk ?? []);
    for (const one of parked) expect(poison).toContain(one);
    const mails = cloud.mailbox().slice(0, cloud.mailbox().length - mailsBefore);
    const seen = mails.map(({ to, text }) => `${to} ${/art_\w+/.exec(text ?? '')?.[0]}`);
    expect(seen.filter((one, i) => seen.indexOf(one) !== i)).toEqual([]);
    dynamodb.destroy();
    sqs.destroy();
    await cloud.close();
  },
);
