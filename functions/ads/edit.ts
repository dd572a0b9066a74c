import { bookingFaults } from '../../shared/ads/booking-faults.ts';
import { Booking, edit } from '../../shared/ads/line-item.ts';
import { Id } from '../../shared/articles/id.ts';
import { lineItemStep } from '../../shared/lambda/line-item-step.ts';
import { findAsset } from '../../shared/media/asset-store.ts';

export const handler = lineItemStep(
  'edit',
  {
    summary: 'Book a line item anew: it is a draft again until it is cleared',
    input: Booking.extend(Id.shape),
    faults: (raw, at) => bookingFaults(raw, at, findAsset),
  },
  (before, { id: _named, ...booking }, actor) => edit(before, booking, actor),
);
