import { claim, type Item, read, replace } from '../aws/table.ts';
import { Problem } from '../problem.ts';

/** Longer than any function that holds one may run, shorter than an inbox tries: 45 s, 10 s and 5 × 60 s. */
const lease = 45_000;
const keptDays = 30;

type Entry = { state: 'doing' | 'done'; startedAt: string };

/**
 * Does something that cannot be repeated at will, once for each id. A second call while the first is at work is
 * refused with `in-progress` (and so delivered again later); after it is done, nothing happens. When the first one
 * died at it, its outcome is unknown and the work is done again: only for work that its receivers can tell apart by id.
 */
export async function onceOnly(
  what: string,
  id: string,
  at: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const key = { pk: `SEEN#${what}`, sk: id };
  const entry = (version: number, state: Entry['state']): Item => ({
    ...key,
    version,
    ttl: Math.floor(Date.parse(at) / 1000) + keptDays * 86_400,
    record: { state, startedAt: at } satisfies Entry,
  });
  let version = 1;
  if (!(await claim(entry(version, 'doing')))) {
    const seen = await read(key);
    const { state, startedAt } = (seen?.record ?? { state: 'doing', startedAt: at }) as Entry;
    if (state === 'done') return;
    const isHeld = Date.parse(at) - Date.parse(startedAt) < lease;
    version = (seen?.version ?? 0) + 1;
    if (isHeld || !(await replace(entry(version, 'doing'), version - 1)))
      throw new Problem('in-progress', `${what} ${id} is being worked on`);
  }
  await work();
  await replace(entry(version + 1, 'done'), version);
}
