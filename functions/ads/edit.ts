import { bookingFaults } from '../../shared/ads/booking-faults.ts';
import { Booking, edit } from '../../shared/ads/line-item.ts';
import { lineItems } from '../../shared/ads/line-item-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { findAsset } from '../../shared/media/asset-store.ts';

export const handler = step(
  lineItems,
  'edit',
  {
    summary: 'Change what is booked: the line item is a draft again until it is cleared',
    input: Booking.extend(Id.shape),
    faults: (raw, at) => bookingFaults(raw, at, findAsset),
  },
  (before, { id: _named, ...booking }, actor) => edit(before, booking, actor),
);
