import type { Actor } from '../actor.ts';
import { commit } from '../aws/commit.ts';
import { read, readList, sayUnreadable } from '../aws/table.ts';
import { parseEvent } from '../events.ts';
import { type Item, keys, lists } from '../keys.ts';
import { nextEnd, noPins, type Outcome, Pins, Strip, unpin } from './pins.ts';

const key = keys.pins({});

export const getPins = async (): Promise<Pins> => pinsIn(await read(key));

/**
 * The pins of each front, and the strip, each if it can be read: every front reads them, and none waits for a line that
 * cannot be read, or for pins of a section that is no more. Whoever saves them next leaves it out.
 */
function pinsIn(item: Item | undefined): Pins {
  if (!item) return noPins;
  const { success, data, error } = Pins.safeParse(item.record);
  if (success) return data;
  sayUnreadable(item, error);
  const { fronts, strip } = Object(item.record) as Record<string, unknown>;
  const pinned = Object.entries(Object(fronts)).flatMap(([name, pins]) => {
    const read = Pins.shape.fronts.safeParse({ [name]: pins });
    return read.success ? [read.data] : [];
  });
  const raised = Strip.safeParse(strip);
  return {
    version: item.version ?? 0,
    fronts: Object.assign({}, ...pinned),
    ...(raised.success ? { strip: raised.data } : {}),
  };
}

/** Saves the pins with their fact. Throws `stale` when somebody saved them in between. */
export async function savePins({ pins, facts }: Outcome, { by, at }: Pick<Actor, 'by' | 'at'>) {
  const { version } = pins;
  const end = nextEnd(pins);
  await commit({
    head: { ...key, version, ...(end ? { list: lists.unpinning({}), at: end } : {}), record: pins },
    expectedVersion: version - 1,
    facts: facts.map((fact) => parseEvent({ id: `arrangement@${version}`, at, by, ...fact })),
  });
  return pins;
}

/** Removes pins, and the strip of breaking news, whose time is over. */
export async function unpinDue(at: string): Promise<void> {
  const { items } = await readList(lists.unpinning({}), { limit: 1, newestFirst: false, until: at });
  const outcome = items.length > 0 ? unpin(await getPins(), at) : undefined;
  if (outcome) await savePins(outcome, { by: 'clock', at });
}

/** What editors keep on fronts: the pinned articles of each, by id and in order, and the strip of breaking news. */
export type Arranged = { pinned: Record<string, string[]>; strip?: Strip | undefined };

/** The same, from the item of the pins. */
export function arrangedIn(item: Item | undefined): Arranged {
  const { fronts, strip } = pinsIn(item);
  const pinned = Object.entries(fronts).map(([name, pins]) => [name, pins.map(({ articleId }) => articleId)]);
  return { pinned: Object.fromEntries(pinned), strip };
}
