import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openClock } from 'embedded-aws';
import { inject } from 'vitest';
import { type Cloud, type CloudOptions, type Left, openCloud } from '../infra/local/cloud.ts';
import { aClock } from './a-clock.ts';
import { patience } from './patience.ts';

type Options = Partial<CloudOptions>;
/** What a cloud that is closed left for the next one, and the instant (ms since the epoch) of its data. */
type Kept = Left & { data: string; at: number };

const usual = () =>
  ({
    built: { assets: inject('assets') },
    timeout: patience / 1000,
    holdsLogs: true,
    mail: { maxSendRate: Number.POSITIVE_INFINITY, max24HourSend: Number.POSITIVE_INFINITY },
  }) satisfies CloudOptions;

/** What functions are started with, and what only the first start of a cloud shows. */
const onlyCold = ['built', 'timeout', 'maxIdle', 'file', 'port', 'awsPort', 'hear', 'clock'] as const;

/** Idle ones of this process, by what differs between functions that are warm. */
const idle = new Map<string, Kept[]>();

/**
 * A new cloud, whose clock stands or runs. To start a hundred functions costs seconds, so a cloud that is closed leaves
 * them to the next, which begins with the data that each begins with: what is deployed, and the empty fronts of the day.
 */
export async function aWarmCloud(isStill: boolean, options: Options): Promise<Cloud> {
  const clockFrom = (start?: number) => (isStill ? aClock(start) : openClock());
  if (onlyCold.some((name) => options[name] !== undefined))
    return openCloud({ ...usual(), clock: clockFrom(), ...options });
  const { maxPause } = options;
  const kind = JSON.stringify({ isStill, maxPause });
  const all = idle.get(kind) ?? [];
  idle.set(kind, all);
  const kept = all.pop() ?? (await started(clockFrom(), maxPause));
  const cloud = await openCloud({ ...usual(), clock: clockFrom(kept.at), ...options, left: kept });
  let leaving: Promise<void> | undefined;
  const leave = async () => {
    all.push({ ...kept, ...(await cloud.leave()) });
  };
  const close = () => {
    leaving ??= leave();
    return leaving;
  };
  return { ...cloud, close };
}

async function started(clock: ReturnType<typeof aClock>, maxPause: number | undefined): Promise<Kept> {
  const cloud = await openCloud({ ...usual(), clock, ...(maxPause === undefined ? {} : { maxPause }) });
  await cloud.rest();
  const data = join(inject('folder'), randomUUID());
  cloud.save(data);
  return { ...(await cloud.leave()), data, at: clock.now() };
}
