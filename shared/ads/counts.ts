/**
 * What is counted of a line item: impressions and clicks by people, and requests by machines, which are left out of
 * both.
 */
export const countNames = ['impressions', 'clicks', 'bots'] as const;
export type Count = Record<(typeof countNames)[number], number>;

/** The counts of a line item on one day of the newsroom in one slot. The slot may no longer be sold. */
export type SlotCount = Count & { lineItemId: string; day: string; slot: string };

export const zeroCount: Count = { impressions: 0, clicks: 0, bots: 0 };

export const sum = (counts: readonly Count[]): Count =>
  counts.reduce<Count>(
    (all, one) => ({
      impressions: all.impressions + one.impressions,
      clicks: all.clicks + one.clicks,
      bots: all.bots + one.bots,
    }),
    zeroCount,
  );

/** Clicks per impression, rounded to a millionth; null without impressions. */
export const rateOf = ({ impressions, clicks }: Count): number | null =>
  impressions === 0 ? null : Math.round((clicks / impressions) * 1e6) / 1e6;

/** The most items in a DynamoDB transaction (100), less the mark that says this chunk was counted. */
export const mostTogether = 99;

/**
 * Days of line items in a chunk. Must never change, since a log that is delivered again must give the same chunks. It
 * leaves room for eight slots, however many are sold today.
 */
export const daysTogether = 12;

/**
 * Splits counts into chunks that are counted in one transaction: a fixed number of days of line items, each with all
 * its slots. The chunks depend on the log alone, not on which slots are sold or which slot a line item has: those may
 * change before the rest of the log is counted, or before it is delivered again.
 */
export function chunksOf(counts: readonly SlotCount[]): SlotCount[][] {
  const byDay = [...Map.groupBy(counts, ({ lineItemId, day }) => `${lineItemId}#${day}`).values()];
  const chunks: SlotCount[][] = [];
  for (let at = 0; at < byDay.length; at += daysTogether)
    chunks.push(byDay.slice(at, at + daysTogether).flat());
  return chunks;
}
