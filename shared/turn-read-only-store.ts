import type { Actor } from './actor.ts';
import { commit } from './aws/commit.ts';
import { parseEvent } from './events.ts';
import { keys, lists } from './keys.ts';
import { type ReadOnly, turn } from './read-only.ts';

/**
 * Makes the newsroom read-only, or ends that, with the fact that says who did it and why. Throws `stale` when somebody did
 * either in between.
 */
export async function turnReadOnly(
  before: ReadOnly,
  wish: { on: boolean; reason?: string | undefined },
  actor: Actor & { name: string },
): Promise<ReadOnly> {
  const turned = turn(before, wish, actor);
  if (!turned) return before;
  const { state, fact } = turned;
  const { by, at } = actor;
  await commit({
    head: { ...keys.readOnly({}), version: state.version, record: state },
    expectedVersion: before.version,
    facts: [parseEvent({ id: `newsroom@${state.version}`, at, by, ...fact })],
    // Desks follow what happens to articles: they hear of it with their next look.
    activity: lists.activity({ day: at.slice(0, 10) }),
  });
  return state;
}
