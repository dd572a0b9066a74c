import { findLineItem, getPlacements, placeLineItem } from '../ads/line-item-store.ts';
import { fileOf } from '../ads/placement.ts';
import { replacePage } from '../aws/site-bucket.ts';
import { newToken } from '../ids.ts';
import { publishAsset } from '../media/publish-asset.ts';
import { page } from '../page.ts';
import { settleAll } from '../settle-all.ts';

/** Lets readers get the creatives of line items that were cleared, then hands these to the script of the pages. */
export async function fillSlots(changed: readonly string[], at: string): Promise<void> {
  await settleAll([...new Set(changed)].map((id) => placeIfCleared(id, at)));
  await putSlots(at);
}

async function placeIfCleared(id: string, at: string) {
  const lineItem = await findLineItem(id);
  if (lineItem?.state !== 'cleared') return;
  if (await publishAsset(lineItem.creative.asset, at)) await placeLineItem(lineItem);
}

/**
 * Writes the file that fills the ad slots, even if nothing in it has changed: a slow writer with older placements must
 * notice that the file was written since it read it.
 */
export const putSlots = (at: string): Promise<void> =>
  replacePage('ads/slots.json', async () =>
    page(fileOf(await getPlacements(), at, newToken()), 'front', { type: 'data' }),
  );
