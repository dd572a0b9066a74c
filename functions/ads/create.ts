import { bookingFaults } from '../../shared/ads/booking-faults.ts';
import { Booking, create, LineItem } from '../../shared/ads/line-item.ts';
import { lineItemOnce, saveLineItem } from '../../shared/ads/line-item-store.ts';
import { newId } from '../../shared/ids.ts';
import { api } from '../../shared/lambda/api.ts';
import { repeatable } from '../../shared/lambda/repeatable.ts';
import { findAsset } from '../../shared/media/asset-store.ts';

export const handler = api(
  ['ad-manager'],
  {
    summary: 'Book a line item: a draft, which no reader sees until it is cleared',
    input: Booking,
    faults: (raw, at) => bookingFaults(raw, at, findAsset),
    output: LineItem,
    status: 201,
    headers: ({ id }) => ({ location: `/api/line-items/${id}` }),
    problems: ['in-progress', 'key-reused', 'busy'],
    heeds: ['Idempotency-Key'],
  },
  (booking, caller, refuseFaults) =>
    lineItemOnce(repeatable(caller, 'book', booking), async (once) => {
      await refuseFaults();
      return saveLineItem(create(newId('ad'), booking, caller), { ...caller, once });
    }),
);
