import * as z from 'zod';
import { type LineItem, Priority } from './line-item.ts';

/**
 * A cleared line item as the browser's script gets it: only what it needs, because every reader loads it. Instants are
 * epoch seconds.
 */
export const Placement = z.object({
  id: z.string(),
  slot: z.string(),
  size: z.string(),
  /** The asset's id, found at `/media/…`, or at `/frames/…` if it is HTML. */
  asset: z.string(),
  html: z.literal(1).optional(),
  alt: z.string(),
  label: z.string().optional(),
  from: z.int(),
  until: z.int(),
  weight: z.int(),
  /** Priority as a number: 0 is shown before 1, 1 before 2. */
  rank: z.int(),
  /** Sections it may run in; absent means everywhere. */
  in: z.array(z.string()).optional(),
  /** The frequency cap: views, and hours. */
  cap: z.tuple([z.int(), z.int()]).optional(),
});
export type Placement = z.infer<typeof Placement>;

/** The placement of a cleared line item. */
export function placementOf({ id, slot, size, kind, creative, flight, ...rest }: LineItem): Placement {
  const { sections, cap, weight, priority } = rest;
  return {
    ...{ id, slot, size: size ?? '', asset: creative.asset, alt: creative.alt },
    ...(kind === 'html' ? { html: 1 as const } : {}),
    ...(creative.label ? { label: creative.label } : {}),
    ...{ from: seconds(flight.from), until: seconds(flight.until) },
    ...{ weight, rank: Priority.options.indexOf(priority) },
    ...(sections.length > 0 ? { in: sections } : {}),
    ...(cap ? { cap: [cap.views, cap.hours] } : {}),
  };
}

/** Rounded up to the next second, so that nothing is shown before its time. */
const seconds = (instant: string) => Math.ceil(Date.parse(instant) / 1000);

/** How many seconds before its flight a placement is in the file, which is rewritten each day and on every change. */
const ahead = 48 * 60 * 60;

/**
 * The file that the browser's script reads: placements that run now or soon, sorted by id. `made` differs in every
 * file, so no two files have the same ETag and a concurrent writer is always noticed.
 */
export function fileOf(placements: readonly Placement[], at: string, made: string): string {
  const now = Date.parse(at) / 1000;
  const soon = placements.filter(({ from, until }) => now < until && from < now + ahead);
  return JSON.stringify({ made, items: soon.sort((a, b) => (a.id < b.id ? -1 : 1)) });
}
