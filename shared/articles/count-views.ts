import { linesOf } from '../ads/tally-lines.ts';
import { readLog } from '../aws/log-object.ts';
import { dayOf } from '../bangla/dates.ts';
import { viewsIn, weekUpTo } from './views.ts';
import { addViews, type CountedLog } from './views-store.ts';

/**
 * Counts the views of articles in logs, each log exactly once. Returns how each went: one that cannot be read holds up none
 * of the others.
 */
export async function countViews(
  logs: readonly string[],
  at: string,
): Promise<PromiseSettledResult<CountedLog>[]> {
  const outcomes: PromiseSettledResult<CountedLog>[] = [];
  const days = weekUpTo(dayOf(at));
  // One after the other: a log unpacked is many times its size.
  for (const key of logs) outcomes.push(...(await Promise.allSettled([viewsOf(key, days)])));
  await addViews(
    outcomes.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])),
    at,
  );
  return outcomes;
}

async function viewsOf(key: string, days: readonly string[]): Promise<CountedLog> {
  const { made, hash } = await readLog(key, (pieces) => viewsIn(linesOf(pieces), days));
  if (made.malformed > 0 && made.read === 0) throw new Error(`No line of ${key} can be read`);
  return { hash, byDay: made.byDay };
}
