import { Cron } from 'croner';
import type { Aws, Clock, Received, Store, StreamRecord } from 'embedded-aws';
import { newsroom } from '../../shared/newsroom.ts';
import type { FunctionSpec } from '../topology/function-spec.ts';
import { hasInbox, inboxOf } from '../topology/inbox.ts';
import { batchOf, batchSize } from '../topology/timing.ts';
import { type FunctionName, functions } from '../topology.ts';
import type { Lambda } from './lambda/lambda.ts';
import { tableName } from './resources.ts';

/** What wakes functions: the stream, inboxes and the clock, each by the topology. */
export type Sources = {
  /** Ends all of them after what is under way. */
  close: () => Promise<void>;
  /** Resolves when nothing is under way and nothing is receivable: the newsroom has come to rest. */
  rest: () => Promise<void>;
};

type World = { aws: Aws; lambda: Lambda; clock: Clock; store: Store };

/** One source: `turn` does what is due and says when to look again (milliseconds since the epoch), if it knows. */
type Source = {
  name: string;
  turn: () => Promise<number | undefined>;
  wakenBy: (wake: () => void) => () => void;
};

export function openSources(world: World): Sources {
  world.store.db.exec(
    'CREATE TABLE IF NOT EXISTS checkpoints (source TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID',
  );
  const runners = functions.flatMap(([name, spec]) => {
    const { on } = spec;
    if ('stream' in on) return [run(streamSource(world, name), world.clock)];
    if (hasInbox(spec)) return [run(inboxSource(world, name, spec), world.clock)];
    if ('every' in on) return [run(clockSource(world, name, on.every), world.clock)];
    return [];
  });
  return {
    close: async () => {
      await Promise.all(runners.map(({ close }) => close()));
    },
    rest: async () => {
      // What was just written is told of in the next turn of the event loop.
      await new Promise((told) => setImmediate(told));
      while (runners.some(({ isBusy }) => isBusy())) await new Promise((done) => setTimeout(done, 2));
    },
  };
}

/** Turns a source whenever it is woken, one turn at a time; a turn that fails is tried again, ever more slowly. */
function run({ name, turn, wakenBy }: Source, clock: Clock) {
  let [isTurning, isWoken, isClosed, failures] = [false, false, false, 0];
  let timer: NodeJS.Timeout | undefined;
  let done: (() => void) | undefined;

  const wakeAt = (instant: number | undefined) => {
    clearTimeout(timer);
    if (instant !== undefined && !isClosed)
      timer = setTimeout(wake, Math.min(Math.max(0, instant - clock.now()), 2 ** 31 - 1));
  };
  const loop = async () => {
    isTurning = true;
    while (isWoken && !isClosed) {
      isWoken = false;
      try {
        wakeAt(await turn());
        failures = 0;
      } catch (error) {
        failures++;
        console.error(`${name}: ${(error as Error).message}`);
        await new Promise((over) => setTimeout(over, Math.min(50 * 2 ** failures, 10_000)).unref());
        isWoken = true;
      }
    }
    isTurning = false;
    done?.();
  };
  const wake = () => {
    isWoken = true;
    if (!isTurning && !isClosed) void loop();
  };
  const quiet = [wakenBy(wake)];
  clock.turned.on('turned', wake);
  quiet.push(() => clock.turned.off('turned', wake));
  wake();
  return {
    isBusy: () => isTurning || isWoken,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      for (const hush of quiet) hush();
      return isTurning ? new Promise<void>((over) => (done = over)) : Promise.resolve();
    },
  };
}

/** New facts in the table's stream, in order, from a checkpoint that moves only past what was passed on. */
function streamSource({ aws: { dynamodb }, lambda, store }: World, name: FunctionName): Source {
  const turn = async () => {
    for (;;) {
      const checkpoint = String(store.sql('SELECT at FROM checkpoints WHERE source = ?').get(name)?.at ?? '');
      const records = dynamodb.readStream(tableName, checkpoint, batchSize.stream);
      const last = records.at(-1);
      if (!last) return undefined;
      const facts = records.filter(isFact);
      const answer = facts.length > 0 ? await lambda.invoke(name, { Records: facts }) : undefined;
      const stuck = (answer as BatchAnswer)?.batchItemFailures?.[0]?.itemIdentifier;
      const passed =
        stuck === undefined ? last : records[records.findIndex((r) => sequence(r) === stuck) - 1];
      if (passed) await keep(store, name, sequence(passed));
      if (stuck !== undefined) throw new Error(`the fact at ${stuck} was not passed on`);
    }
  };
  const wakenBy = (wake: () => void) => {
    const onChange = (table: string) => table === tableName && wake();
    dynamodb.changed.on('changed', onChange);
    return () => dynamodb.changed.off('changed', onChange);
  };
  return { name, turn, wakenBy };
}

type BatchAnswer = { batchItemFailures?: { itemIdentifier: string }[] } | null | undefined;

const sequence = (record: StreamRecord) => record.dynamodb.SequenceNumber;
const isFact = ({ eventName, dynamodb: { Keys } }: StreamRecord) =>
  eventName === 'INSERT' && String((Keys.sk as { S?: string } | undefined)?.S).startsWith('FACT#');

const keep = (store: Store, source: string, at: string) =>
  store.write(() => {
    store
      .sql('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at')
      .run(source, at);
  });

/** Messages of a function's inbox, in batches; those it reports as failed come back when their time is over. */
function inboxSource({ aws: { sqs }, lambda }: World, name: FunctionName, spec: FunctionSpec): Source {
  const queue = inboxOf(name);
  const { most } = batchOf(spec);
  const turn = async () => {
    for (;;) {
      const messages = await receiveUpTo(most, queue, sqs);
      if (messages.length === 0) return sqs.nextVisibleAt(queue);
      const failed = await handle(lambda, name, messages);
      const handled = messages.filter(({ messageId }) => !failed.has(messageId));
      await sqs.remove(
        queue,
        handled.map(({ receiptHandle }) => receiptHandle),
      );
    }
  };
  const wakenBy = (wake: () => void) => {
    const onArrival = (arrivedIn: string) => arrivedIn === queue && wake();
    sqs.arrived.on('arrived', onArrival);
    return () => sqs.arrived.off('arrived', onArrival);
  };
  return { name, turn, wakenBy };
}

/** Messages that are there now, ten a call as SQS gives them. Lambda would gather for a while; nobody here waits for it. */
async function receiveUpTo(most: number, queue: string, sqs: Aws['sqs']): Promise<Received[]> {
  const all: Received[] = [];
  while (all.length < most) {
    const some = await sqs.receive(queue, Math.min(most - all.length, batchSize.inbox));
    all.push(...some);
    if (some.length < batchSize.inbox) break;
  }
  return all;
}

/** Ids of the messages that stay in the inbox: those reported, or all of them when the function itself failed. */
async function handle(lambda: Lambda, name: FunctionName, messages: Received[]): Promise<Set<string>> {
  const Records = messages.map((message) => ({ ...message, eventSource: 'aws:sqs', awsRegion: 'local' }));
  try {
    const answer = (await lambda.invoke(name, { Records })) as BatchAnswer;
    return new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  } catch (error) {
    console.error(`${name}: ${(error as Error).message}`);
    return new Set(messages.map(({ messageId }) => messageId));
  }
}

const patterns = { minute: '* * * * *', day: '0 0 * * *' };

/**
 * The clock. What it missed while the cloud was down it makes up for once, at the start. Every start is a deploy, and a
 * deploy runs the day's work, so that fronts are there and in the newest form.
 */
function clockSource({ lambda, clock, store }: World, name: FunctionName, every: 'minute' | 'day'): Source {
  const cron = new Cron(patterns[every], { timezone: newsroom.timeZone, paused: true });
  const after = (instant: number) => cron.nextRun(new Date(instant))?.getTime();
  let isDeploy = every === 'day';
  const turn = async () => {
    const ran = store.sql('SELECT at FROM checkpoints WHERE source = ?').get(name)?.at;
    const due = ran === undefined || isDeploy ? 0 : (after(Number(ran)) ?? Number.POSITIVE_INFINITY);
    const now = clock.now();
    if (due > now) return due;
    await lambda.invoke(name, { time: new Date(now).toISOString() });
    await keep(store, name, String(now));
    isDeploy = false;
    return after(now);
  };
  return { name, turn, wakenBy: () => () => {} };
}
