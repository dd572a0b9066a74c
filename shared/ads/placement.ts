import * as z from 'zod';
import { type LineItem, Priority } from './line-item.ts';

/**
 * A line item as the page's script gets it: no more than it needs, because every reader loads it. Instants are seconds
 * since the epoch.
 */
export const Placement = z.object({
  id: z.string(),
  slot: z.string(),
  size: z.string(),
  /** The asset: `/media/…`, or `/frames/…` when it is HTML. */
  asset: z.string(),
  html: z.literal(1).optional(),
  alt: z.string(),
  label: z.string().optional(),
  from: z.int(),
  until: z.int(),
  weight: z.int(),
  /** 0 goes before 1, 1 before 2. */
  rank: z.int(),
  /** Sections it may run in; everywhere when there are none. */
  in: z.array(z.string()).optional(),
  /** Views by one reader, and within how many hours. */
  cap: z.tuple([z.int(), z.int()]).optional(),
});
export type Placement = z.infer<typeof Placement>;

/** What readers get of a line item that was cleared. */
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

/** Up to the next second: nothing is shown before its time, nor after it. */
const seconds = (instant: string) => Math.ceil(Date.parse(instant) / 1000);

/** How long before its flight a placement is handed out: the file is written anew each day, and when one changes. */
const ahead = 48 * 60 * 60;

/**
 * What the page's script is handed: what flies now or soon, in an order that depends on nothing else. `made` is another
 * each time, so that no writer takes a later file for the one it has read.
 */
export function fileOf(placements: readonly Placement[], at: string, made: string): string {
  const now = Date.parse(at) / 1000;
  const soon = placements.filter(({ from, until }) => now < until && from < now + ahead);
  return JSON.stringify({ made, items: soon.sort((a, b) => (a.id < b.id ? -1 : 1)) });
}
