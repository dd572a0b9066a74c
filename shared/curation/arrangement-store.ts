import type { Actor } from '../articles/article.ts';
import { commit, read, readList } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { type Arranged, Arrangement, nextEnd, nothingArranged, unpin } from './arrangement.ts';

const key = { pk: 'ARRANGEMENT', sk: 'HEAD' };
const endingList = 'UNPINNING';

export async function getArrangement(): Promise<Arrangement> {
  const item = await read(key);
  return item ? Arrangement.parse(item.record) : nothingArranged;
}

/** Saves an arrangement with its fact, unless somebody arranged in between (`stale`). */
export async function saveArrangement(
  { arrangement, facts }: Arranged,
  { by, at }: Pick<Actor, 'by' | 'at'>,
) {
  const { version } = arrangement;
  const end = nextEnd(arrangement);
  await commit({
    head: { ...key, version, ...(end ? { list: endingList, at: end } : {}), record: arrangement },
    seen: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `arrangement@${version}`, at, by, ...fact })),
  });
  return arrangement;
}

/** Takes down pins whose time is over. */
export async function unpinDue(at: string): Promise<void> {
  const { items } = await readList(endingList, { limit: 1, newestFirst: false, until: at });
  const outcome = items.length > 0 ? unpin(await getArrangement(), at) : undefined;
  if (outcome) await saveArrangement(outcome, { by: 'clock', at });
}

/** The articles kept at the top of each front, by id and in order. */
export async function pinnedIds(): Promise<Record<string, string[]>> {
  const { fronts } = await getArrangement();
  return Object.fromEntries(
    Object.entries(fronts).map(([name, pins]) => [name, pins.map(({ articleId }) => articleId)]),
  );
}
