import { bookingFaults } from '../../shared/ads/booking-faults.ts';
import { Booking, create } from '../../shared/ads/line-item.ts';
import { lineItems } from '../../shared/ads/line-item-store.ts';
import * as route from '../../shared/lambda/route.ts';
import { findAsset } from '../../shared/media/asset-store.ts';

export const handler = route.create(
  lineItems,
  {
    summary: 'Book a line item: a draft, which no reader sees until it is cleared',
    input: Booking,
    faults: (raw, at) => bookingFaults(raw, at, findAsset),
  },
  create,
);
