import * as z from 'zod';
import { instant } from '../instant.ts';
import { MemberState, type MemberState as State } from './mailing.ts';

/** The ids of readers by what became of them. */
export type Members = Partial<Record<State, string[]>>;
/** How many readers, by what became of them. */
export const Counts = z.partialRecord(MemberState, z.int());
export type Counts = z.infer<typeof Counts>;

/**
 * One batch of a mailing: up to 50 readers of a shard, by id, of which `last` is the last that was looked at. Who is in it
 * is decided once, so that a retry is of the same readers, whoever came or left meanwhile. It is `sending` from before a
 * call to SES; `waiting` while some are still due; `done` after that. A batch found `sending` later was left by a crash:
 * those who were due may or may not have been sent to, and never are again.
 */
export const Batch = z.object({
  state: z.enum(['sending', 'waiting', 'done']),
  startedAt: instant,
  last: z.string(),
  /** The revision of the article that it tells of. */
  revision: z.int(),
  members: z.partialRecord(MemberState, z.array(z.string())),
});
export type Batch = z.infer<typeof Batch>;

/** Who is to be sent to: those who are due, and those whom SES failed once without a reason. */
export const dueOf = ({ members: { due = [], failing = [] } }: Pick<Batch, 'members'>) => [
  ...due,
  ...failing,
];

/**
 * A batch that has been `sending` for longer, in milliseconds, was left by a crash: a function may run for 60 s, and a
 * call to SES for 10.
 */
const lease = 90_000;

/** Whether a call to SES for a batch may still be under way. */
export const isHeld = ({ state, startedAt }: Pick<Batch, 'state' | 'startedAt'>, now: number) =>
  state === 'sending' && Math.abs(now - Date.parse(startedAt)) < lease;

/** A batch after a call, by what became of each reader that was due. Who failed twice without a reason has failed. */
export function settled(batch: Batch, outcomes: readonly { id: string; state: State }[]): Batch {
  const { due: _due, failing = [], ...members } = batch.members;
  const next: Members = { ...members };
  for (const { id, state } of outcomes) {
    const final = state === 'failing' && failing.includes(id) ? 'failed' : state;
    next[final] = [...(next[final] ?? []), id];
  }
  const isDone = dueOf({ members: next }).length === 0;
  return { ...batch, state: isDone ? 'done' : 'waiting', members: next };
}

/** A batch that a crash left `sending`: of those who were due nobody knows. */
export const abandoned = (batch: Batch) =>
  settled(
    batch,
    dueOf(batch).map((id) => ({ id, state: 'unknown' as const })),
  );

/** Counts with those of a batch, whose every reader stands in one state. */
export const counting = (counts: Counts, { members }: Pick<Batch, 'members'>): Counts =>
  added([counts, Object.fromEntries(Object.entries(members).map(([state, ids]) => [state, ids.length]))]);

/** Counts added up. */
export function added(all: readonly Counts[]): Counts {
  const sum: Counts = {};
  for (const counts of all)
    for (const state of MemberState.options)
      if (counts[state]) sum[state] = (sum[state] ?? 0) + counts[state];
  return sum;
}

/** A batch after SES's events told what became of some of whom nobody knew, and of how many. */
export function told(
  batch: Batch,
  states: ReadonlyMap<string, 'sent' | 'failed'>,
): { batch: Batch; counts: Counts } {
  const { unknown = [], ...members } = batch.members;
  const next: Members = { ...members };
  const counts: Counts = {};
  for (const id of unknown) {
    const state = states.get(id) ?? 'unknown';
    next[state] = [...(next[state] ?? []), id];
    if (state !== 'unknown') counts[state] = (counts[state] ?? 0) + 1;
  }
  return { batch: { ...batch, members: next }, counts };
}
