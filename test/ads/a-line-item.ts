import type { Actor } from '../../shared/actor.ts';
import { Booking, type LineItem } from '../../shared/ads/line-item.ts';
import type { Placement } from '../../shared/ads/placement.ts';
import type { Asset } from '../../shared/media/asset.ts';

export const at = '2026-11-24T06:00:00.000Z';

/** Who books ads. */
export const salma: Actor = { by: 'salma', roles: ['ad-manager'], at };

/** A booking as an ad manager sends it, differing only where a test says so. */
export const aBooking = (differences: Record<string, unknown> = {}) => ({
  advertiser: 'উত্তরবঙ্গ বিশ্ববিদ্যালয়',
  slot: 'text',
  flight: { from: '2026-11-24T00:00:00+06:00', until: '2026-12-01T00:00:00+06:00' },
  creative: { asset: 'ast_000000000000', alt: 'ভর্তি চলছে', url: 'https://university.example/admission' },
  ...differences,
});

export const anAsset = (differences: Partial<Asset> = {}): Asset => ({
  id: 'ast_000000000000',
  state: 'ready',
  version: 2,
  kind: 'image',
  by: 'salma',
  requestedAt: at,
  width: 300,
  height: 250,
  ...differences,
});

export const aLineItem = (differences: Partial<LineItem> = {}): LineItem => ({
  ...Booking.parse(aBooking()),
  ...{ id: 'ad_000000000000', state: 'draft', version: 1 },
  ...{ createdBy: 'salma', createdAt: at, savedBy: 'salma', savedAt: at },
  ...differences,
});

export const aPlacement = (differences: Partial<Placement> = {}): Placement => ({
  ...{ id: 'ad_000000000000', slot: 'text', size: '300x250', asset: 'ast_000000000000', alt: 'ভর্তি চলছে' },
  ...{ from: 1_000, until: 2_000, weight: 10, rank: 1 },
  ...differences,
});
