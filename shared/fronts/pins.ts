import * as z from 'zod';
import { type Actor, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';

/** A front: the home page, or a section's. */
export const FrontName = z.enum(['home', ...sections]).meta({ id: 'FrontName' });
export type FrontName = z.infer<typeof FrontName>;

/** An article kept at the top of a front, until an instant if one is named. */
export const Pin = z
  .strictObject({ articleId: z.string().max(64), until: instant.optional() })
  .meta({ id: 'Pin' });
export type Pin = z.infer<typeof Pin>;

/** What editors keep at the top of fronts, in order. One record for all fronts: it is small, and read for each of them. */
export const Pins = z.object({
  version: z.int().nonnegative(),
  fronts: z.partialRecord(FrontName, z.array(Pin)),
});
export type Pins = z.infer<typeof Pins>;

export const noPins: Pins = { version: 0, fronts: {} };

/** The pins as they now stand, and the fact that names the fronts that changed. */
export type Outcome = { pins: Pins; facts: Fact[] };

/** Keeps these articles at the top of a front, in this order, in place of those that were. Editors do. */
export function pin(before: Pins, front: FrontName, pins: readonly Pin[], actor: Actor): Outcome {
  requireRole(actor, ['editor'], 'pin articles to a front');
  const { at } = actor;
  const errors = pins.flatMap(({ articleId, until }, i) => [
    ...(pins.findIndex((other) => other.articleId === articleId) < i
      ? [{ pointer: `/pins/${i}/articleId`, detail: 'is pinned already' }]
      : []),
    ...(until !== undefined && until <= at
      ? [{ pointer: `/pins/${i}/until`, detail: 'must lie in the future' }]
      : []),
  ]);
  if (errors.length > 0)
    throw new Problem('invalid-input', 'Mend these pins and send them again', { errors });
  return changed(before, { ...before.fronts, [front]: [...pins] }, [front]);
}

/** Takes down what was to be kept until now; undefined when there is nothing to take down. */
export function unpin(before: Pins, at: string): Outcome | undefined {
  const names = Object.keys(before.fronts) as FrontName[];
  const isOver = ({ until }: Pin) => until !== undefined && until <= at;
  const touched = names.filter((name) => before.fronts[name]?.some(isOver));
  if (touched.length === 0) return undefined;
  const left = names.map((name) => [name, (before.fronts[name] ?? []).filter((pin) => !isOver(pin))]);
  return changed(before, Object.fromEntries(left), touched);
}

/** When the next pin is over, if any ends. */
export const nextEnd = ({ fronts }: Pins): string | undefined =>
  Object.values(fronts)
    .flat()
    .flatMap(({ until }) => until ?? [])
    .sort()[0];

const changed = ({ version }: Pins, fronts: Pins['fronts'], names: FrontName[]): Outcome => ({
  pins: { version: version + 1, fronts },
  facts: [{ type: 'front.arranged', data: { fronts: names } }],
});
