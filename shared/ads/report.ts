import * as z from 'zod';
import { instant } from '../instant.ts';
import { type Count, rateOf, type SlotCount, sum } from './counts.ts';
import { Flight, type LineItem } from './line-item.ts';

const counts = {
  impressions: z.int(),
  clicks: z.int(),
  /** Clicks per impression, 0.0123 for 1.23 %; null without an impression. */
  clickRate: z.number().nullable(),
  /** Requests by machines, which are left out of impressions and clicks. */
  bots: z.int(),
};

/** The pace of an ad that was sold by impressions. */
const Pacing = z.object({
  sold: z.int(),
  /** Impressions sold, times the share of the flight that is over. */
  expectedByNow: z.int(),
  delivered: z.int(),
  /** Delivered divided by expected: below 1 it is behind. Null before the flight. */
  pace: z.number().nullable(),
});

/** The counts of a line item by day of the newsroom and slot. */
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
  'Counted from the logs of the CDN, which usually arrive within minutes, at most a day late. Requests by known machines are left out.';

/** The report of a line item at an instant. */
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
