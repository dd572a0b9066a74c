import { replacePage } from '../aws/bucket.ts';
import { newToken } from '../ids.ts';
import { page } from '../site/page.ts';
import { getPlacements } from './line-item-store.ts';
import { fileOf } from './placement.ts';

/**
 * Writes what the script of the pages fills their slots from, whether it has changed or not: a slow writer with older
 * news has to find that somebody was there since.
 */
export const writeSlots = (at: string): Promise<void> =>
  replacePage('ads/slots.json', async () =>
    page(fileOf(await getPlacements(), at, newToken()), 'front', { type: 'data' }),
  );
