import * as z from 'zod';
import { type Item, keys } from '../keys.ts';
import { Problem } from '../problem.ts';
import { claim, replace } from './claim.ts';
import { read } from './table.ts';

/**
 * How long an unfinished entry blocks others, in milliseconds: longer than its function may run, and shorter than an
 * inbox keeps retrying (45 s, 10 s and 5 × 60 s).
 */
const lease = 45_000;
const storedDays = 30;

const Entry = z.object({ state: z.enum(['doing', 'done']), startedAt: z.string() });
type Entry = z.infer<typeof Entry>;

/**
 * Does non-repeatable work once for each id of what causes it, a fact or an alert. What happened before the ledger's
 * memory begins counts as done: it may be announced again at any time. A call while another is at work throws `in-progress`, so the message is
 * delivered again later; a call after it is done does nothing. If the first call crashed, the work is done again: use
 * it only for work whose receivers recognise a repeat by its id. Work that is done and cannot be noted is not delivered
 * again for that: only a replay would repeat it.
 */
export async function doOnce(
  what: string,
  cause: { id: string; at: string },
  at: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const { id } = cause;
  if (Date.parse(at) - Date.parse(cause.at) > storedDays * 86_400_000) return;
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
  await replace(entry(version + 1, 'done'), version).catch((error) =>
    console.error(JSON.stringify({ done: id, what, notNoted: String(error) })),
  );
}
