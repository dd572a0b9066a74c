import type { Actor } from './actor.ts';
import { commit } from './aws/commit.ts';
import { read } from './aws/table.ts';
import { parseEvent } from './events.ts';
import { remembered } from './instance-memory.ts';
import { keys, lists } from './keys.ts';
import { ReadOnly, refusalOf, turn, writable } from './read-only.ts';

const key = keys.readOnly({});

export async function getReadOnly(): Promise<ReadOnly> {
  const item = await read(key);
  return item ? ReadOnly.parse(item.record) : writable;
}

/**
 * Makes the newsroom read-only, or ends that, with the fact that says who did it and why. Throws `stale` when somebody did
 * either in between.
 */
export async function turnReadOnly(
  wish: { on: boolean; reason?: string | undefined },
  actor: Actor & { name: string },
): Promise<ReadOnly> {
  const before = await getReadOnly();
  const turned = turn(before, wish, actor);
  if (!turned) return before;
  const { state, fact } = turned;
  const { by, at } = actor;
  await commit({
    head: { ...key, version: state.version, record: state },
    expectedVersion: before.version,
    facts: [parseEvent({ id: `newsroom@${state.version}`, at, by, ...fact })],
    // Desks follow what happens to articles: they hear of it with their next look.
    activity: lists.activity({ day: at.slice(0, 10) }),
  });
  return state;
}

/**
 * Milliseconds that a running function goes by what it saw: so long after the switch some requests are still taken. A
 * function that works without a pause reads the item twelve times a minute, and one that just worked not at all.
 */
const lasts = 5_000;

const seen = remembered<{ at: number; state?: Promise<ReadOnly> }>(() => ({ at: 0 }));

/** Throws `read-only` if the newsroom was within the last five seconds. */
export async function requireWritable(isOpen: boolean): Promise<void> {
  const state = await seenReadOnly();
  if (state.on) throw refusalOf(state, isOpen);
}

function seenReadOnly(): Promise<ReadOnly> {
  const last = seen();
  const age = Date.now() - last.at;
  if (last.state && age >= 0 && age < lasts) return last.state;
  const state = getReadOnly();
  last.at = Date.now();
  last.state = state;
  state.catch(() => {
    if (last.state === state) delete last.state;
  });
  return state;
}
