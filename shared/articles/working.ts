import * as z from 'zod';
import { instant } from '../instant.ts';

/** The most that is kept of somebody's unsaved changes, in bytes of JSON. */
export const mostWorking = 2_000_000;

/** How deep it may be nested: an article's own blocks and spans are some ten deep. */
const deepest = 50;

function isDeep(value: unknown): boolean {
  let [level, depth]: [unknown[], number] = [[value], 0];
  while (level.length > 0 && depth <= deepest) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    depth++;
  }
  return level.length > 0;
}

/** What somebody has on their screen and has not saved: whatever it is, it need not be an article that could be filed. */
const Unsaved = z
  .record(z.string().max(40), z.unknown())
  .refine((fields) => !isDeep(fields), { error: `is nested more than ${deepest} deep`, abort: true })
  .refine((fields) => Buffer.byteLength(JSON.stringify(fields)) <= mostWorking, {
    error: `takes more than ${mostWorking} bytes of JSON`,
  });

/**
 * A person's own copy of an article, kept while they write: no version of the article, no fact, and nobody else's to read.
 * `from` is the version that they began from.
 */
export const WorkingCopy = z
  .object({ from: z.int().nonnegative(), fields: Unsaved, at: instant })
  .meta({ id: 'WorkingCopy' });
export type WorkingCopy = z.infer<typeof WorkingCopy>;

/** How long it is kept after its last change, in seconds. */
export const workingLasts = 14 * 24 * 3600;
