import * as z from 'zod';

/** What became of a reader of a batch; `gone`: they left before it was sent to them. */
const memberStates = ['due', 'failing', 'sent', 'failed', 'gone', 'unknown'] as const;
export type MemberState = (typeof memberStates)[number];

/** The ids of readers by what became of them. */
export type Members = Partial<Record<MemberState, string[]>>;

/**
 * One batch of a mailing: up to 50 readers of a shard, by id, of which `last` is the last that was looked at. Who is in it
 * is decided once, so that a retry is of the same readers, whoever came or left meanwhile. It is `sending` from before a
 * call to SES; `waiting` while some are still due; `done` after that. A batch found `sending` later was left by a crash:
 * those who were due may or may not have been sent to, and never are again.
 */
export const Batch = z.object({
  state: z.enum(['sending', 'waiting', 'done']),
  startedAt: z.string(),
  last: z.string(),
  members: z.partialRecord(z.enum(memberStates), z.array(z.string())),
});
export type Batch = z.infer<typeof Batch>;

/** Who is to be sent to: those who are due, and those whom SES failed once without a reason. */
export const dueOf = ({ members: { due = [], failing = [] } }: Pick<Batch, 'members'>) => [
  ...due,
  ...failing,
];

/** A batch of which nothing is sent yet. */
export const batchOf = (due: string[], last: string, at: string): Batch => ({
  state: 'waiting',
  startedAt: at,
  last,
  members: due.length > 0 ? { due } : {},
});

/** A batch after a call, by what became of each reader that was due. Who failed twice without a reason has failed. */
export function settled(batch: Batch, outcomes: readonly { id: string; state: MemberState }[]): Batch {
  const { due: _due, failing = [], ...members } = batch.members;
  const next: Members = { ...members };
  for (const { id, state } of outcomes) {
    const final = state === 'failing' && failing.includes(id) ? 'failed' : state;
    next[final] = [...(next[final] ?? []), id];
  }
  const isDone = dueOf({ members: next }).length === 0;
  return { ...batch, state: isDone ? 'done' : 'waiting', members: next };
}
