import { getPlacements } from '../ads/line-item-store.ts';
import { fileOf } from '../ads/placement.ts';
import { replacePage } from '../aws/site-bucket.ts';
import { newToken } from '../ids.ts';
import { page } from '../page.ts';

/**
 * Writes the file that fills the ad slots, even if nothing in it has changed: a slow writer with older placements must
 * notice that the file was written since it read it.
 */
export const putSlots = (at: string): Promise<void> =>
  replacePage('ads/slots.json', async () =>
    page(fileOf(await getPlacements(), at, newToken()), 'front', { type: 'data' }),
  );
