/** What happened to a line item: seen and clicked by people, and what was left out of both because a machine asked. */
export const counted = ['impressions', 'clicks', 'bots'] as const;
export type Count = Record<(typeof counted)[number], number>;

/** What a line item has on one day of the newsroom in one slot, which may be sold no more. */
export type SlotCount = Count & { lineItemId: string; day: string; slot: string };

export const nothing: Count = { impressions: 0, clicks: 0, bots: 0 };

export const sum = (counts: readonly Count[]): Count =>
  counts.reduce<Count>(
    (all, one) => ({
      impressions: all.impressions + one.impressions,
      clicks: all.clicks + one.clicks,
      bots: all.bots + one.bots,
    }),
    nothing,
  );

/** Clicks by impression, to a millionth; null where there was none. */
export const rateOf = ({ impressions, clicks }: Count): number | null =>
  impressions === 0 ? null : Math.round((clicks / impressions) * 1e6) / 1e6;

/** What a DynamoDB transaction holds, beside the item that says that this was counted. */
export const mostTogether = 99;

/**
 * Days of line items in a chunk. It never changes, since a log that comes again must fall into the chunks that were counted:
 * so it leaves room for eight slots, whichever are sold today.
 */
export const daysTogether = 12;

/**
 * What is counted together, in order: so many days of line items, each with all its slots. Where one chunk ends depends on
 * the log alone: not on which slots are sold, nor on which is a line item's own. Both may be changed before the rest of the
 * log is counted, or it comes again.
 */
export function chunksOf(counts: readonly SlotCount[]): SlotCount[][] {
  const byDay = [...Map.groupBy(counts, ({ lineItemId, day }) => `${lineItemId}#${day}`).values()];
  const chunks: SlotCount[][] = [];
  for (let at = 0; at < byDay.length; at += daysTogether)
    chunks.push(byDay.slice(at, at + daysTogether).flat());
  return chunks;
}
