import { type DoneBy, type Mailing, resumed, shards } from './mailing.ts';
import { endIfDone, ofThisTable, openMailings, readProgress, saveMailing } from './mailing-store.ts';
import { publishShards } from './publish-shards.ts';

/** Milliseconds without a note of any shard after which its messages are taken to be lost. */
const silence = 10 * 60_000;

/**
 * Has mailings go on that waited for SES until now, and those of which nothing was heard for long: a crash between two
 * calls loses a message.
 */
export async function sendStanding(at: string): Promise<void> {
  const now = Date.parse(at);
  const failures: unknown[] = [];
  for (const mailing of await openMailings())
    await goOnWith(mailing, at, now).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Some mailings still stand');
}

async function goOnWith(mailing: Mailing, at: string, now: number) {
  if (mailing.state === 'paused') {
    const { goesOnAt } = mailing.pause ?? {};
    if (goesOnAt !== undefined && Date.parse(goesOnAt) <= now) await sendAgain(mailing, at);
  } else if (await isSilent(mailing, now)) await publishRest(mailing.id, mailing, at);
}

async function isSilent({ id, at }: Mailing, now: number) {
  const progress = await readProgress(id);
  return [at, ...progress.map((one) => one.at)].every((heard) => now - Date.parse(heard) > silence);
}

/** Has a mailing go on where it stopped; `by` is who says so, if somebody does. False when it changed since it was read. */
export async function sendAgain(mailing: Mailing, at: string, by?: DoneBy): Promise<Mailing | undefined> {
  // Whoever resumes it says that it is of this table.
  const next = by ? ofThisTable(resumed(mailing, by)) : resumed(mailing);
  if (!(await saveMailing(next))) return undefined;
  await publishRest(mailing.id, mailing, at);
  return { ...next, version: next.version + 1 };
}

/** Has the shards done that are not. */
export async function publishRest(id: string, mailing: Mailing, at: string) {
  if (await endIfDone(id, at)) return;
  const done = new Set((await readProgress(id)).filter(({ isDone }) => isDone).map(({ shard }) => shard));
  const rest = Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !done.has(shard));
  await publishShards(mailing, rest);
}
