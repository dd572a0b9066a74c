import { randomUUID } from 'node:crypto';
import { account, region, type StreamRecord } from 'embedded-aws';
import { dashed, parkedOf } from '../topology/inbox.ts';
import { restoredMark } from '../topology/restored.ts';
import { batchSize, streamRetries } from '../topology/timing.ts';
import type { FunctionName } from '../topology.ts';
import { queueArn, tableName } from './resources.ts';
import {
  type BatchAnswer,
  checkpointOf,
  inEvents,
  putCheckpoint,
  type Source,
  type World,
} from './source.ts';

/** Milliseconds between two tries, at most. */
const longestPause = 10_000;

/** Facts that are handed over together, and how often they were tried again. */
type Batch = { facts: StreamRecord[]; retries: number };

/**
 * New facts in the table's stream but for those that were restored, in order, as Lambda hands them over with our settings. A batch whose call fails is
 * split in two, and one that failed from a record on is tried again from there: neither counts as a retry. What was
 * retried too often, or has become too old, is parked as its place in the stream, and the rest goes on. Lambda's guide
 * says so under services-dynamodb-errors and services-ddb-batchfailurereporting; how long it pauses it does not say.
 */
export function streamSource({ aws, lambda, store, clock }: World, name: FunctionName): Source {
  const { dynamodb, sqs } = aws;
  /** What is left of the batch that was read last, in order. */
  let left: Batch[] = [];
  let failures = 0;
  let retryAt = 0;

  const advanceTo = (last: StreamRecord) =>
    store.write(() => {
      putCheckpoint(store, name, sequence(last));
    });

  const readNext = async (): Promise<Batch[]> => {
    for (;;) {
      const records = dynamodb.readStream(tableName, checkpointOf(store, name) ?? '', batchSize.stream);
      const facts = records.filter(isFact);
      const last = records.at(-1);
      if (!last) return [];
      if (facts.length > 0) return inEvents(facts).map((some) => ({ facts: some, retries: 0 }));
      await advanceTo(last);
    }
  };

  const park = async (facts: StreamRecord[], condition: Condition) => {
    console.error(`${name}: parked ${facts.length} of the stream (${condition})`);
    await store.write(() => {
      sqs.enqueue(
        queueArn(parkedOf(name)),
        JSON.stringify(discarded(name, facts, condition, clock.now())),
        {},
      );
      putCheckpoint(store, name, sequence(facts.at(-1)));
    });
  };

  /** What is left of a batch after a try; `stuck` is the first record that failed, if the function named one. */
  const after = async ({ facts, retries }: Batch, stuck: string | undefined): Promise<Batch[]> => {
    const at = facts.findIndex((fact) => sequence(fact) === stuck);
    const before = facts[at - 1];
    if (before) {
      await advanceTo(before);
      return [{ facts: facts.slice(at), retries }];
    }
    if (at === -1 && facts.length > 1) {
      const half = Math.ceil(facts.length / 2);
      return [facts.slice(0, half), facts.slice(half)].map((some) => ({ facts: some, retries }));
    }
    const condition = givenUp(facts, retries + 1, clock.now());
    if (!condition) return [{ facts, retries: retries + 1 }];
    await park(facts, condition);
    return [];
  };

  const poll = async () => {
    for (;;) {
      // A clock that was ahead and is put right holds up nothing.
      const pause = retryAt - clock.now();
      if (pause > 0 && pause <= longestPause) return retryAt;
      if (left.length === 0) left = await readNext();
      const [batch, ...rest] = left;
      if (!batch) return undefined;
      const outcome = await handOver(lambda.invoke(name, { Records: batch.facts }), name);
      if (outcome === 'done') {
        await advanceTo(batch.facts.at(-1) as StreamRecord);
        [left, failures] = [rest, 0];
      } else {
        left = [...(await after(batch, outcome.stuck)), ...rest];
        retryAt = clock.now() + Math.min(50 * 2 ** failures++, longestPause);
      }
    }
  };
  const onWork = (wake: () => void) => {
    const onChange = (table: string) => table === tableName && wake();
    dynamodb.changed.on('changed', onChange);
    return () => dynamodb.changed.off('changed', onChange);
  };
  return { name, poll, onWork };
}

const sequence = (record: StreamRecord | undefined) => record?.dynamodb.SequenceNumber ?? '';

const isFact = ({ eventName, dynamodb: { Keys, NewImage } }: StreamRecord) =>
  eventName === 'INSERT' &&
  String((Keys.sk as { S?: string } | undefined)?.S).startsWith('FACT#') &&
  (NewImage?.[restoredMark] as { BOOL?: boolean } | undefined)?.BOOL === undefined;

/** The outcome of a call: all was done, or it failed, from a record on if the function says from which. */
async function handOver(call: Promise<unknown>, name: string): Promise<'done' | { stuck?: string }> {
  try {
    const { batchItemFailures: failed = [] } = ((await call) as BatchAnswer) ?? {};
    const [lowest] = failed.map(({ itemIdentifier }) => itemIdentifier).sort();
    return lowest === undefined ? 'done' : { stuck: lowest };
  } catch (error) {
    console.error(`${name}: ${(error as Error).message}`);
    return {};
  }
}

type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** Why a batch is given up after this many retries, if it is. */
function givenUp([first]: StreamRecord[], retries: number, now: number): Condition | undefined {
  if (retries > streamRetries.most) return 'RetryAttemptsExhausted';
  const age = now - (first?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000;
  return age > streamRetries.hours * 3_600_000 ? 'RecordAgeExceeded' : undefined;
}

/** What Lambda sends to the on-failure destination: where the records are in the stream, not the records. */
function discarded(name: FunctionName, facts: StreamRecord[], condition: Condition, now: number) {
  const [first, last] = [facts[0], facts.at(-1)];
  const arrivalOf = (record: StreamRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:${region}:${account}:function:${dashed(name)}`,
      condition,
      approximateInvokeCount: streamRetries.most + 1,
    },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000000000000000000-00000000',
      startSequenceNumber: sequence(first),
      endSequenceNumber: sequence(last),
      approximateArrivalOfFirstRecord: arrivalOf(first),
      approximateArrivalOfLastRecord: arrivalOf(last),
      batchSize: facts.length,
      streamArn: first?.eventSourceARN,
    },
  };
}
