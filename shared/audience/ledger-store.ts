import * as z from 'zod';
import { claim, replace } from '../aws/claim.ts';
import { read } from '../aws/table.ts';
import { type Item, keys } from '../keys.ts';
import { Problem } from '../problem.ts';

/** Longer than any function that holds one may run, shorter than an inbox tries: 45 s, 10 s and 5 × 60 s. */
const lease = 45_000;
const keptDays = 30;

const Entry = z.object({ state: z.enum(['doing', 'done']), startedAt: z.string() });
type Entry = z.infer<typeof Entry>;

/**
 * Does work that must not be repeated, once for each id. A second call while the first is at work is refused with
 * `in-progress`, and so delivered again later; after it is done, a call does nothing. When the first call died at it, the
 * work is done again: only for work whose receivers recognise a repeat by its id.
 */
export async function doOnce(
  what: string,
  id: string,
  at: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const key = keys.done({ what, id });
  const entry = (version: number, state: Entry['state']): Item => ({
    ...key,
    version,
    ttl: Math.floor(Date.parse(at) / 1000) + keptDays * 86_400,
    record: { state, startedAt: at } satisfies Entry,
  });
  let version = 1;
  if (!(await claim(entry(version, 'doing')))) {
    const there = await read(key);
    const { state, startedAt } = Entry.parse(there?.record ?? { state: 'doing', startedAt: at });
    if (state === 'done') return;
    const isHeld = Date.parse(at) - Date.parse(startedAt) < lease;
    version = (there?.version ?? 0) + 1;
    if (isHeld || !(await replace(entry(version, 'doing'), version - 1)))
      throw new Problem('in-progress', `${what} ${id} is being worked on`);
  }
  await work();
  await replace(entry(version + 1, 'done'), version);
}
