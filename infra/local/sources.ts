import { Cron } from 'croner';
import { type Aws, NoRoom, type Received } from 'embedded-aws';
import { newsroom } from '../../shared/newsroom.ts';
import type { FunctionSpec } from '../topology/function-spec.ts';
import { hasInbox, inboxOf } from '../topology/inbox.ts';
import { batchOf, batchSize, instancesOf } from '../topology/timing.ts';
import { type FunctionName, functions } from '../topology.ts';
import {
  type BatchAnswer,
  checkpointOf,
  inEvents,
  makeCheckpoints,
  putCheckpoint,
  type Source,
  type World,
} from './source.ts';
import { streamSource } from './stream-source.ts';

/** The event sources of functions, from the topology: the stream, inboxes and schedules. */
export type Sources = {
  /** Stops all of them after the work in progress. */
  close: () => Promise<void>;
  /** Resolves when no work is in progress and no message can be received. */
  rest: () => Promise<void>;
};

/** How inboxes are read: by how many functions at once, and the most messages for one call of each. */
export type Reading = { copies?: number | undefined; most?: number | undefined };

/** Lambda begins with five functions at once for each inbox; a laptop with as many as show what that means. */
const usualCopies = 2;

/** `isDeployed`: what runs after each deploy has run already, in what another left. */
export function openSources(
  world: World,
  { copies = usualCopies, most }: Reading = {},
  isDeployed = false,
): Sources {
  makeCheckpoints(world.store);
  const runners = functions.flatMap(([name, spec]) => {
    const { on } = spec;
    if ('stream' in on) return [run(streamSource(world, name), world)];
    if (hasInbox(spec))
      return Array.from({ length: Math.min(copies, instancesOf(spec)) }, () =>
        run(inboxSource(world, name, spec, most), world),
      );
    if ('every' in on) return [run(clockSource(world, name, on.every, isDeployed), world)];
    return [];
  });
  return {
    close: async () => {
      await Promise.all(runners.map(({ close }) => close()));
    },
    rest: async () => {
      // Events of what was just written are emitted in the next tick of the event loop.
      await new Promise((done) => setImmediate(done));
      while (runners.some(({ isBusy }) => isBusy())) await new Promise((done) => setTimeout(done, 2));
    },
  };
}

/**
 * Polls a source whenever it has work, one poll at a time; a failed poll is retried with growing delays. While the disk is
 * full none polls: what a function did could not be noted, and each try would count.
 */
function run({ name, poll, onWork }: Source, { clock, store }: Pick<World, 'clock' | 'store'>) {
  let [isPolling, isWoken, isClosed, failures] = [false, false, false, 0];
  let timer: NodeJS.Timeout | undefined;
  let done: (() => void) | undefined;

  const wakeAt = (instant: number | undefined) => {
    clearTimeout(timer);
    if (instant !== undefined && !isClosed)
      timer = setTimeout(wake, Math.min(Math.max(0, instant - clock.now()), 2 ** 31 - 1));
  };
  const loop = async () => {
    isPolling = true;
    while (isWoken && !isClosed) {
      isWoken = false;
      try {
        if (!store.hasRoom) await store.write(() => putCheckpoint(store, 'room', String(clock.now())));
        wakeAt(await poll());
        failures = 0;
      } catch (error) {
        failures++;
        if (!(error instanceof NoRoom)) console.error(`${name}: ${(error as Error).message}`);
        await new Promise((over) => setTimeout(over, Math.min(50 * 2 ** failures, 10_000)).unref());
        isWoken = true;
      }
    }
    isPolling = false;
    done?.();
  };
  const wake = () => {
    isWoken = true;
    if (!isPolling && !isClosed) void loop();
  };
  const subscriptions = [onWork(wake)];
  clock.turned.on('turned', wake);
  subscriptions.push(() => clock.turned.off('turned', wake));
  wake();
  return {
    isBusy: () => isPolling || isWoken,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      for (const unsubscribe of subscriptions) unsubscribe();
      return isPolling ? new Promise<void>((over) => (done = over)) : Promise.resolve();
    },
  };
}

/** Messages of a function's inbox, in batches. Those it reports as failed return after their visibility timeout. */
function inboxSource(
  { aws: { sqs }, lambda }: World,
  name: FunctionName,
  spec: FunctionSpec,
  most = batchOf(spec).most,
): Source {
  const queue = inboxOf(name);
  const poll = async () => {
    for (;;) {
      const messages = await receiveUpTo(Math.min(most, batchOf(spec).most), queue, sqs);
      if (messages.length === 0) return sqs.nextVisibleAt(queue);
      for (const some of inEvents(messages.map(asRecord))) {
        const failed = await handle(lambda, name, some);
        const handled = some.filter(({ messageId }) => !failed.has(messageId));
        await sqs.remove(
          queue,
          handled.map(({ receiptHandle }) => receiptHandle),
        );
      }
    }
  };
  const onWork = (wake: () => void) => {
    const onArrival = (arrivedIn: string) => arrivedIn === queue && wake();
    sqs.arrived.on('arrived', onArrival);
    return () => sqs.arrived.off('arrived', onArrival);
  };
  return { name, poll, onWork };
}

/**
 * Messages that can be received now, ten per call as in SQS. Lambda would gather for some seconds; here nobody waits.
 */
async function receiveUpTo(most: number, queue: string, sqs: Aws['sqs']): Promise<Received[]> {
  const all: Received[] = [];
  while (all.length < most) {
    const some = await sqs.receive(queue, Math.min(most - all.length, batchSize.inbox));
    all.push(...some);
    if (some.length < batchSize.inbox) break;
  }
  return all;
}

const asRecord = (message: Received) => ({ ...message, eventSource: 'aws:sqs', awsRegion: 'local' });

/**
 * Invokes the function and returns the ids of messages that stay in the inbox: those it reported, or all when it threw.
 */
async function handle(
  lambda: World['lambda'],
  name: FunctionName,
  Records: Received[],
): Promise<Set<string>> {
  try {
    const answer = (await lambda.invoke(name, { Records })) as BatchAnswer;
    return new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  } catch (error) {
    console.error(`${name}: ${(error as Error).message}`);
    return new Set(Records.map(({ messageId }) => messageId));
  }
}

const patterns = { minute: '* * * * *', 'five minutes': '*/5 * * * *', hour: '0 * * * *', day: '0 0 * * *' };

/**
 * A schedule. What it missed while the cloud was down is made up for once, at the start; a new cloud has missed nothing.
 * Every start counts as a deploy, which runs the daily work so that fronts exist in their newest form. A call that fails
 * is tried again, but for one of each minute, or of each five, which the next one makes up for.
 */
function clockSource(
  { lambda, clock, store }: World,
  name: FunctionName,
  every: keyof typeof patterns,
  isDeployed: boolean,
): Source {
  const cron = new Cron(patterns[every], { timezone: newsroom.timeZone, paused: true });
  const after = (instant: number) => cron.nextRun(new Date(instant))?.getTime();
  let isDeploy = every === 'day' && !isDeployed;
  const poll = async () => {
    const ran = checkpointOf(store, name);
    const now = clock.now();
    const isNew = ran === undefined && !isDeploy;
    // A run that is still to come was noted by a clock that was ahead: nothing would run until then.
    const isAhead = Number(ran) > now;
    const due = isAhead || isDeploy || isNew ? 0 : (after(Number(ran)) ?? Number.POSITIVE_INFINITY);
    if (due > now) return due;
    if (!isNew)
      await lambda.invoke(name, { time: new Date(now).toISOString() }).catch((error: Error) => {
        if (every === 'hour' || every === 'day') throw error;
        console.error(`${name}: ${error.message}`);
      });
    await store.write(() => {
      putCheckpoint(store, name, String(now));
    });
    isDeploy = false;
    return after(now);
  };
  return { name, poll, onWork: () => () => {} };
}
