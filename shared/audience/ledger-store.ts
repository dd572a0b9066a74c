import * as z from 'zod';
import { claim, replace } from '../aws/claim.ts';
import { read } from '../aws/table.ts';
import { type Item, keys } from '../keys.ts';
import { Problem } from '../problem.ts';

/**
 * How long an unfinished entry blocks others, in milliseconds: longer than its function may run, and shorter than an
 * inbox keeps retrying (45 s, 10 s and 5 × 60 s).
 */
const lease = 45_000;
const storedDays = 30;

const Entry = z.object({ state: z.enum(['doing', 'done']), startedAt: z.string() });
type Entry = z.infer<typeof Entry>;

/**
 * Does non-repeatable work once for each id. A call while another is at work throws `in-progress`, so the message is
 * delivered again later; a call after it is done does nothing. If the first call crashed, the work is done again: use
 * it only for work whose receivers recognise a repeat by its id.
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
    ttl: Math.floor(Date.parse(at) / 1000) + storedDays * 86_400,
    record: { state, startedAt: at } satisfies Entry,
  });
  let version = 1;
  if (!(await claim(entry(version, 'doing')))) {
    const there = await read(key);
    const { state, startedAt } = Entry.parse(there?.record ?? { state: 'doing', startedAt: at });
    if (state === 'done') return;
    const isHeld = Math.abs(Date.parse(at) - Date.parse(startedAt)) < lease;
    version = (there?.version ?? 0) + 1;
    if (isHeld || !(await replace(entry(version, 'doing'), version - 1)))
      throw new Problem('in-progress', `${what} ${id} is being worked on`);
  }
  await work();
  await replace(entry(version + 1, 'done'), version);
}
