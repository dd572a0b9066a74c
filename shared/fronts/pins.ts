import * as z from 'zod';
import { type Actor, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';

/** A front: the home page, or a section's. */
export const FrontName = z.enum(['home', ...sections]).meta({ id: 'FrontName' });
export type FrontName = z.infer<typeof FrontName>;

/** An article pinned to the top of a front, optionally until an instant. */
export const Pin = z
  .strictObject({ articleId: z.string().max(64), until: instant.optional() })
  .meta({ id: 'Pin' });
export type Pin = z.infer<typeof Pin>;

/**
 * The articles pinned to the top of each front, in order. One record for all fronts: it is small, and every front reads
 * it.
 */
export const Pins = z.object({
  version: z.int().nonnegative(),
  fronts: z.partialRecord(FrontName, z.array(Pin)),
});
export type Pins = z.infer<typeof Pins>;

export const noPins: Pins = { version: 0, fronts: {} };

/** The new pins, and the fact that names the changed fronts. */
export type Outcome = { pins: Pins; facts: Fact[] };

/** Replaces the pins of a front with these articles, in this order. Only editors may. */
export function pin(before: Pins, front: FrontName, pins: readonly Pin[], actor: Actor): Outcome {
  requireRole(actor, ['editor'], 'pin articles to a front');
  const { at } = actor;
  const errors = pins.flatMap(({ articleId, until }, i) => [
    ...(pins.findIndex((other) => other.articleId === articleId) < i
      ? [{ pointer: `/pins/${i}/articleId`, detail: 'is pinned already' }]
      : []),
    ...(until !== undefined && until <= at
      ? [{ pointer: `/pins/${i}/until`, detail: 'must be in the future' }]
      : []),
  ]);
  if (errors.length > 0)
    throw new Problem('invalid-input', 'Correct these pins and send them again', { errors });
  return changed(before, { ...before.fronts, [front]: [...pins] }, [front]);
}

/** Removes pins that have ended; undefined when none has. */
export function unpin(before: Pins, at: string): Outcome | undefined {
  const names = Object.keys(before.fronts) as FrontName[];
  const isOver = ({ until }: Pin) => until !== undefined && until <= at;
  const touched = names.filter((name) => before.fronts[name]?.some(isOver));
  if (touched.length === 0) return undefined;
  const left = names.map((name) => [name, (before.fronts[name] ?? []).filter((pin) => !isOver(pin))]);
  return changed(before, Object.fromEntries(left), touched);
}

/** When the next pin ends, if any does. */
export const nextEnd = ({ fronts }: Pins): string | undefined =>
  Object.values(fronts)
    .flat()
    .flatMap(({ until }) => until ?? [])
    .sort()[0];

const changed = ({ version }: Pins, fronts: Pins['fronts'], names: FrontName[]): Outcome => ({
  pins: { version: version + 1, fronts },
  facts: [{ type: 'front.arranged', data: { fronts: names } }],
});
