import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { openAws, region, Store, type StreamRecord } from 'embedded-aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provision, tableName } from '../../infra/local/resources.ts';
import { makeCheckpoints, type World } from '../../infra/local/source.ts';
import { streamSource } from '../../infra/local/stream-source.ts';
import { parkedOf } from '../../infra/topology/inbox.ts';
import { streamRetries } from '../../infra/topology/timing.ts';
import { aClock } from '../a-clock.ts';

const relay = 'outbox/relay';
type Answer = 'all' | 'crash' | { failed: string[] };

/** The trigger on a table of its own. `handle` stands for the function: it is told of the facts of each call. */
async function aTrigger() {
  const [store, clock] = [new Store(':memory:'), aClock()];
  const aws = await openAws({ store, clock });
  const config = {
    region,
    endpoint: aws.url,
    credentials: aws.operator,
    systemClockOffset: clock.now() - Date.now(),
  };
  await provision(config);
  makeCheckpoints(store);
  const dynamodb = new DynamoDBClient(config);
  const calls: string[][] = [];
  const world = { handle: (_facts: string[]): Answer => 'all' };
  const named = ({ dynamodb: { Keys } }: StreamRecord) => String((Keys.pk as { S: string }).S);
  const lambda: World['lambda'] = {
    invoke: async (_name, event) => {
      const { Records } = event as { Records: StreamRecord[] };
      calls.push(Records.map(named));
      const answer = world.handle(Records.map(named));
      if (answer === 'crash') throw new Error('the function crashed');
      const failed = answer === 'all' ? [] : answer.failed;
      return {
        batchItemFailures: failed.map((one) => ({
          itemIdentifier: Records.find((record) => named(record) === one)?.dynamodb.SequenceNumber ?? '',
        })),
      };
    },
  };
  const source = streamSource({ aws, lambda, clock, store }, relay);
  const put = async (pk: string, sk = 'FACT#00000001') => {
    await dynamodb.send(new PutItemCommand({ TableName: tableName, Item: marshall({ pk, sk }) }));
  };
  /** Polls until there is nothing left to wait for, and turns the clock to each next try. */
  const settle = async () => {
    for (let at = await source.poll(); at !== undefined; at = await source.poll()) clock.turnTo(at);
  };
  const parked = async () => (await aws.sqs.receive(parkedOf(relay), 10)).map(({ body }) => JSON.parse(body));
  const close = async () => {
    dynamodb.destroy();
    await aws.close();
    store.close();
  };
  return { calls, world, put, settle, parked, clock, source, close };
}

let trigger: Awaited<ReturnType<typeof aTrigger>>;
beforeEach(async () => {
  trigger = await aTrigger();
});
afterEach(() => trigger.close());

const putAll = async (...names: string[]) => {
  for (const name of names) await trigger.put(name);
};

describe('the trigger of the stream', () => {
  it('hands over new facts alone, together, and once', async () => {
    await putAll('a', 'b');
    await trigger.put('a', 'HEAD');
    await trigger.put('b');
    await trigger.settle();
    await trigger.put('c', 'HEAD');
    await trigger.settle();
    expect(trigger.calls).toEqual([['a', 'b']]);
  });

  it('tries again from the first that failed', async () => {
    await putAll('a', 'b', 'c', 'd');
    trigger.world.handle = (facts) => (facts.length === 4 ? { failed: ['d', 'c'] } : 'all');
    await trigger.settle();
    expect(trigger.calls).toEqual([
      ['a', 'b', 'c', 'd'],
      ['c', 'd'],
    ]);
  });

  it('splits a batch that crashes, until the one that does it is alone, and parks that one after the last try', async () => {
    await putAll('a', 'b', 'poison', 'c', 'd');
    trigger.world.handle = (facts) => (facts.includes('poison') ? 'crash' : 'all');
    await trigger.settle();
    const tries = trigger.calls.filter((facts) => facts.length === 1 && facts[0] === 'poison');
    expect(tries).toHaveLength(1 + streamRetries.most);
    for (const one of ['a', 'b', 'c', 'd'])
      expect(trigger.calls.filter((facts) => facts.includes(one) && !facts.includes('poison'))).toHaveLength(
        1,
      );
    const [{ requestContext, DDBStreamBatchInfo } = {} as Record<string, never>, ...more] =
      await trigger.parked();
    expect(more).toEqual([]);
    expect(requestContext).toMatchObject({ condition: 'RetryAttemptsExhausted' });
    expect(DDBStreamBatchInfo).toMatchObject({ batchSize: 1 });
  });

  it('takes an answer that names no record of the batch for a failure of all', async () => {
    await putAll('a', 'b');
    let isFirst = true;
    trigger.world.handle = () => {
      const answer: Answer = isFirst ? { failed: ['nobody'] } : 'all';
      isFirst = false;
      return answer;
    };
    await trigger.settle();
    expect(trigger.calls).toEqual([['a', 'b'], ['a'], ['b']]);
  });

  it('parks what has become too old while it failed', async () => {
    await putAll('a');
    trigger.world.handle = () => 'crash';
    await trigger.source.poll();
    trigger.clock.turnTo(trigger.clock.now() + (streamRetries.hours + 1) * 3_600_000);
    await trigger.source.poll();
    const [{ requestContext } = {} as Record<string, never>] = await trigger.parked();
    expect(requestContext).toMatchObject({ condition: 'RecordAgeExceeded' });
  });
});
