import { type Intercept, openClock } from 'embedded-aws';
import { build } from '../build/build.ts';
import { type Cloud, openCloud } from '../local/cloud.ts';
import { usualMemory } from '../topology/function-spec.ts';
import { functions } from '../topology.ts';
import { type Cost, meter } from './meter.ts';
import type { Usage } from './usage.ts';

/** What a call of AWS takes in a function as a rule, in seconds; on this machine it is next to nothing. */
const perCall = 0.008;
/** Gigabytes that a call logs as a rule: its report, and a line of its own. */
const perCallLogged = 1e-6;
/** Megabytes of memory with which a function has a whole core. */
const wholeCore = 1_769;

const memoryOf = new Map(functions.map(([name, { memory = usualMemory }]) => [name as string, memory]));
const routes = new Set(functions.flatMap(([name, { on }]) => ('route' in on ? [name as string] : [])));

/** How many calls of a service functions made themselves. */
const askedOf = ({ calls }: Cost, service: string) =>
  Object.entries(calls).reduce((sum, [name, times]) => sum + (name.startsWith(`${service} `) ? times : 0), 0);

/**
 * A newsroom in memory that counts what functions with some names use. Functions take as long as here, on their share of a
 * core, and a while more for each call. A message of an inbox is received and deleted beside what functions ask.
 */
export async function aMeteredCloud(
  names: (name: string) => boolean,
): Promise<{ cloud: Cloud; read: () => Usage }> {
  const without = new Set([
    'operator',
    ...functions.map(([name]) => name as string).filter((name) => !names(name)),
  ]);
  const { intercept: count, read: readCalls } = meter(without);
  let [calls, gbSeconds, requests, mails, publishes] = [0, 0, 0, 0, 0];
  const intercept: Intercept = async (call, go) => {
    if (!without.has(call.principal)) {
      gbSeconds += (perCall * (memoryOf.get(call.principal) ?? usualMemory)) / 1_024;
      const text = call.service === 'sns' || call.service === 'ses' ? call.body.toString() : '';
      if (call.service === 'sns') publishes += entries(text, /BatchRequestEntries\.member\.\d+\.Id=/g);
      if (call.action.startsWith('Send')) mails += entries(text, /"ToAddresses"/g);
    }
    return count(call, go);
  };
  const cloud = await openCloud({
    built: await build(),
    clock: openClock(),
    intercept,
    holdsLogs: true,
    mail: { maxSendRate: Number.POSITIVE_INFINITY, max24HourSend: Number.POSITIVE_INFINITY },
  });
  const { invoke } = cloud.lambda;
  cloud.lambda.invoke = async (name, event) => {
    const begun = performance.now();
    try {
      return await invoke(name, event);
    } finally {
      if (!without.has(name)) {
        calls++;
        if (routes.has(name)) requests++;
        const memory = memoryOf.get(name) ?? usualMemory;
        const seconds = (performance.now() - begun) / 1_000 / Math.min(1, memory / wholeCore);
        gbSeconds += (seconds * memory) / 1_024;
      }
    }
  };
  const messages = () =>
    Number(cloud.store.sql("SELECT seq FROM sqlite_sequence WHERE name = 'sqs_message'").get()?.seq ?? 0);
  let before = messages();
  const read = (): Usage => {
    const cost = readCalls();
    const usage: Usage = {
      writeUnit: cost.writeUnits,
      readUnit: cost.readUnits,
      s3Put: cost.objects,
      s3Get: (cost.calls['s3 GetObject'] ?? 0) + (cost.calls['s3 HeadObject'] ?? 0),
      lambdaCall: calls,
      lambdaGbSecond: gbSeconds,
      apiRequest: requests,
      snsPublish: publishes,
      sqsRequest: 2 * (messages() - before) + askedOf(cost, 'sqs'),
      mail: mails,
      logGb: calls * perCallLogged,
      invalidationPath: cost.paths,
    };
    [calls, gbSeconds, requests, mails, publishes] = [0, 0, 0, 0, 0];
    before = messages();
    return usage;
  };
  await cloud.rest();
  read();
  return { cloud, read };
}

/** How many of a batch there are in a request; a request that is no batch is one. */
const entries = (text: string, each: RegExp) => Math.max(1, text.match(each)?.length ?? 0);
