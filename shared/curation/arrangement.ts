import * as z from 'zod';
import type { Actor } from '../articles/article.ts';
import type { Fact } from '../events.ts';
import { instant } from '../instant.ts';
import { sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';

/** A front that editors arrange: the home page, or a section's. */
export const FrontName = z.enum(['home', ...sections]).meta({ id: 'FrontName' });
export type FrontName = z.infer<typeof FrontName>;

/** An article kept at the top of a front, until an instant if one is named. */
export const Pin = z
  .strictObject({ articleId: z.string().max(64), until: instant.optional() })
  .meta({ id: 'Pin' });
export type Pin = z.infer<typeof Pin>;

/** What editors keep at the top of fronts, in order. One record for all of them: it is small, and read for each front. */
export const Arrangement = z.object({
  version: z.int().nonnegative(),
  fronts: z.partialRecord(FrontName, z.array(Pin)),
});
export type Arrangement = z.infer<typeof Arrangement>;

export const nothingArranged: Arrangement = { version: 0, fronts: {} };

/** The arrangement as it now stands, and the fronts that changed. */
export type Arranged = { arrangement: Arrangement; facts: Fact[] };

/** Keeps these articles at the top of a front, in this order; what else stood there goes. Editors arrange. */
export function arrange(
  before: Arrangement,
  front: FrontName,
  pins: readonly Pin[],
  { roles, at }: Actor,
): Arranged {
  if (!roles.includes('editor')) throw new Problem('forbidden', 'To arrange a front one must be editor');
  const errors = pins.flatMap(({ articleId, until }, i) => [
    ...(pins.findIndex((pin) => pin.articleId === articleId) < i
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
export function unpin(before: Arrangement, at: string): Arranged | undefined {
  const names = Object.keys(before.fronts) as FrontName[];
  const isOver = ({ until }: Pin) => until !== undefined && until <= at;
  const touched = names.filter((name) => before.fronts[name]?.some(isOver));
  if (touched.length === 0) return undefined;
  const left = names.map((name) => [name, (before.fronts[name] ?? []).filter((pin) => !isOver(pin))]);
  return changed(before, Object.fromEntries(left), touched);
}

/** When the next pin is over, if any ends. */
export const nextEnd = ({ fronts }: Arrangement): string | undefined =>
  Object.values(fronts)
    .flat()
    .flatMap(({ until }) => until ?? [])
    .sort()[0];

const changed = ({ version }: Arrangement, fronts: Arrangement['fronts'], names: FrontName[]): Arranged => ({
  arrangement: { version: version + 1, fronts },
  facts: [{ type: 'front.arranged', data: { fronts: names } }],
});
