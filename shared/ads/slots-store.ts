import { replacePage } from '../aws/bucket.ts';
import { page } from '../site/page.ts';
import { getPlacements } from './line-item-store.ts';
import { fileOf } from './placement.ts';

/** Writes what the script of the pages fills their slots from. Nothing is written when nothing has changed. */
export const writeSlots = (at: string): Promise<void> =>
  replacePage('ads/slots.json', async () =>
    page(fileOf(await getPlacements(), at), 'front', { type: 'data' }),
  );
