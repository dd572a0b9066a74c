import * as z from 'zod';
import { type Actor, requireRole } from '../actor.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import { line } from '../text.ts';

/** A front: the home page, or a section's. */
export const FrontName = z.enum(['home', ...sections]).meta({ id: 'FrontName' });
export type FrontName = z.infer<typeof FrontName>;

/** An article pinned to the top of a front, optionally until an instant. */
export const Pin = z
  .strictObject({ articleId: z.string().max(64), until: instant.optional() })
  .meta({ id: 'Pin' });
export type Pin = z.infer<typeof Pin>;

/** A line of breaking news on all fronts: its text, the article it leads to, and when it ends by itself. */
export const Strip = z
  .strictObject({ text: line(160), articleId: z.string().max(64).optional(), until: instant })
  .meta({ id: 'Strip' });
export type Strip = z.infer<typeof Strip>;

/**
 * The articles pinned to the top of each front, in order, and the strip of breaking news. One record for all fronts: it is small, and every front reads
 * it.
 */
export const Pins = z.object({
  version: z.int().nonnegative(),
  fronts: z.partialRecord(FrontName, z.array(Pin)),
  strip: Strip.optional(),
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
  return changed({ ...before, fronts: { ...before.fronts, [front]: [...pins] } }, [front]);
}

/** How long a strip stands unless an editor says otherwise, and how long at most, in minutes. */
const usual = 60;
const longest = 24 * 60;

const after = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** Raises the strip of breaking news on all fronts, in place of one that is there. Only editors may. */
export function raise(
  before: Pins,
  strip: Omit<Strip, 'until'> & { until?: string | undefined },
  actor: Actor,
) {
  requireRole(actor, ['editor'], 'raise the strip of breaking news');
  const { at } = actor;
  const { until = after(at, usual) } = strip;
  const isOver = until <= at;
  if (isOver || until > after(at, longest)) {
    const detail = isOver ? 'must be in the future' : 'must be within a day: raise it again tomorrow';
    throw new Problem('invalid-input', `until ${detail}`, { errors: [{ pointer: '/strip/until', detail }] });
  }
  return changed({ ...before, strip: { ...strip, until } }, everyFront, 'raised');
}

/** Lowers the strip of breaking news. Only editors may. */
export function lower({ strip: _down, ...others }: Pins, actor: Actor): Outcome {
  requireRole(actor, ['editor'], 'lower the strip of breaking news');
  return changed(others, everyFront, 'lowered');
}

const everyFront = FrontName.options;

/** Removes pins that have ended, and the strip when it has; undefined when none has. */
export function unpin(before: Pins, at: string): Outcome | undefined {
  const names = Object.keys(before.fronts) as FrontName[];
  const isOver = ({ until }: Pin) => until !== undefined && until <= at;
  const touched = names.filter((name) => before.fronts[name]?.some(isOver));
  const { strip, ...others } = before;
  const isDown = strip !== undefined && strip.until <= at;
  if (touched.length === 0 && !isDown) return undefined;
  const left = names.map((name) => [name, (before.fronts[name] ?? []).filter((pin) => !isOver(pin))]);
  const next = { ...(isDown ? others : before), fronts: Object.fromEntries(left) };
  return isDown ? changed(next, everyFront, 'lowered') : changed(next, touched);
}

/** When the next pin or the strip ends, if any does. */
export const nextEnd = ({ fronts, strip }: Pins): string | undefined =>
  [...Object.values(fronts).flat(), ...(strip ? [strip] : [])].flatMap(({ until }) => until ?? []).sort()[0];

const changed = (next: Pins, names: readonly FrontName[], strip?: 'raised' | 'lowered'): Outcome => ({
  pins: { ...next, version: next.version + 1 },
  facts: [{ type: 'front.arranged', data: { fronts: [...names], ...(strip ? { strip } : {}) } }],
});
