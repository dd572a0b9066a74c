import * as z from 'zod';
import { instant } from '../instant.ts';
import { type Count, rateOf, type SlotCount, sum } from './counts.ts';
import { Flight, type LineItem } from './line-item.ts';

const counts = {
  impressions: z.int(),
  clicks: z.int(),
  /** Clicks by impression, 0.0123 for 1.23 %; null without an impression. */
  clickRate: z.number().nullable(),
  /** Requests of machines, left out of both. */
  bots: z.int(),
};

/** How an ad that was sold by impressions keeps up with its flight. */
const Pacing = z.object({
  sold: z.int(),
  /** What is sold, by the share of the flight that is over. */
  expectedByNow: z.int(),
  delivered: z.int(),
  /** Delivered by expected: below 1 it lags behind. Null before the flight. */
  pace: z.number().nullable(),
});

/** What was counted of a line item, by day of the newsroom and slot. */
export const Report = z
  .object({
    lineItemId: z.string(),
    advertiser: z.string(),
    slot: z.string(),
    flight: Flight,
    days: z.array(z.object({ day: z.iso.date(), slot: z.string(), ...counts })),
    totals: z.object(counts),
    pacing: Pacing.optional(),
    asOf: instant,
    note: z.string(),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

const note =
  'Counted from the logs of the CDN, which come within minutes as a rule, and up to a day late. Machines that say so are left out.';

/** What an advertiser gets to know at an instant. */
export function reportOf(lineItem: LineItem, counted: readonly SlotCount[], at: string): Report {
  const { id: lineItemId, advertiser, slot, flight, impressions: sold } = lineItem;
  const totals = rated(sum(counted));
  return {
    lineItemId,
    advertiser,
    slot,
    flight,
    days: counted.map(({ lineItemId: _, ...count }) => rated(count)),
    totals,
    ...(sold === undefined ? {} : { pacing: pacingOf(sold, totals.impressions, flight, at) }),
    asOf: at,
    note,
  };
}

const rated = <C extends Count>(count: C) => ({ ...count, clickRate: rateOf(count) });

function pacingOf(sold: number, delivered: number, { from, until }: Flight, at: string) {
  const [begin, end, now] = [from, until, at].map((time) => Date.parse(time)) as [number, number, number];
  const elapsed = Math.min(1, Math.max(0, (now - begin) / (end - begin)));
  const pace = elapsed === 0 ? null : Math.round((delivered / (sold * elapsed)) * 1_000) / 1_000;
  return { sold, expectedByNow: Math.round(sold * elapsed), delivered, pace };
}
