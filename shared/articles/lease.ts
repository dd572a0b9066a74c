import type { Actor } from '../actor.ts';
import { Problem } from '../problem.ts';
import type { Lease } from './record.ts';

/** A lease lasts five minutes from its last renewal; an editor's screen renews it every minute or two. */
const lasts = 5 * 60_000;

/** Whether somebody is editing at an instant. */
export const isHeld = (lease: Lease | undefined, at: string): lease is Lease =>
  lease !== undefined && lease.until > at;

/** The lease after somebody starts or goes on editing. Another editor's lease is kept unless `takeOver` is set. */
export function take(before: Lease | undefined, takeOver: boolean, { by, at }: Actor): Lease {
  const isOthers = isHeld(before, at) && before.by !== by;
  if (isOthers && !takeOver)
    throw new Problem(
      'leased',
      `${before.by} has been editing since ${before.since}; send {"takeOver": true} to take over`,
      { lease: before },
    );
  const isMine = isHeld(before, at) && before.by === by;
  return { by, since: isMine ? before.since : at, until: new Date(Date.parse(at) + lasts).toISOString() };
}

/** The lease after its holder has finished: it ends now. Throws `wrong-state` for anybody else. */
export function leave(before: Lease | undefined, { by, at }: Actor): Lease {
  if (isHeld(before, at) && before.by === by) return { ...before, until: at };
  throw new Problem('wrong-state', `${by} does not hold the lease`);
}
