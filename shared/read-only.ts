import * as z from 'zod';
import type { Actor } from './actor.ts';
import type { Fact } from './events.ts';
import { instant } from './instant.ts';
import { Problem } from './problem.ts';

/** Whether nothing of the newsroom can be changed through the API, since when, by whom and why. */
export const ReadOnly = z
  .object({
    version: z.int().nonnegative(),
    on: z.boolean(),
    reason: z.string().optional(),
    /** The account that changed it last, and its user name then. */
    by: z.string().optional(),
    name: z.string().optional(),
    since: instant.optional(),
  })
  .meta({ id: 'ReadOnly' });
export type ReadOnly = z.infer<typeof ReadOnly>;

/** A newsroom that nobody has ever made read-only. */
export const writable: ReadOnly = { version: 0, on: false };

/** Makes the newsroom read-only, again with another reason, or ends that; undefined when it is over already. */
export function turn(
  before: ReadOnly,
  { on, reason }: { on: boolean; reason?: string | undefined },
  { by, name, at }: Actor & { name: string },
): { state: ReadOnly; fact: Fact } | undefined {
  if (on && reason === undefined)
    throw new Problem('invalid-input', 'Say why, in reason: everybody who is refused is told', {
      errors: [{ pointer: '/reason', detail: 'is missing' }],
    });
  if (!on && !before.on) return undefined;
  const version = before.version + 1;
  if (!on)
    return {
      state: { version, on, by, name, since: at },
      fact: { type: 'newsroom.made-writable', data: {} },
    };
  const since = before.on ? before.since : at;
  return {
    state: { version, on, ...(reason ? { reason } : {}), by, name, ...(since ? { since } : {}) },
    fact: { type: 'newsroom.made-read-only', data: { reason: reason ?? '' } },
  };
}

/** The refusal of a request that would change something. Readers are told neither why nor by whom. */
export function refusalOf({ name = '', reason = '', since = '' }: ReadOnly, isOpen: boolean): Problem {
  if (isOpen)
    return new Problem(
      'read-only',
      'Nothing was changed, because nothing can be at the moment: try again in an hour',
    );
  return new Problem(
    'read-only',
    `Nothing was changed. ${name} made the newsroom read-only: ${reason}. Ask ${name}, or another publisher, when it ends`,
    { readOnly: { name, reason, since } },
  );
}
