import { describe, expect, it } from 'vitest';
import { type Place, pick, type Reader } from '../../shared/ads/pick.ts';
import { aPlacement } from './a-line-item.ts';

const place: Place = { slot: 'text', section: 'sport', width: 300, height: 250 };
const reader: Reader = { now: 1_500, shown: [], views: () => 0 };

const picked = (
  differences: Parameters<typeof aPlacement>[0],
  { at = {}, by = {} }: { at?: Partial<Place>; by?: Partial<Reader> } = {},
) => pick([aPlacement(differences)], { ...place, ...at }, { ...reader, ...by }, 0.5) !== undefined;

describe('picking an ad for a slot', () => {
  it('keeps to the flight, to the second', () => {
    expect([999, 1_000, 1_999, 2_000].map((now) => picked({}, { by: { now } }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('keeps to the slot and to the sections', () => {
    expect(picked({}, { at: { slot: 'side' } })).toBe(false);
    expect(picked({ in: ['sport'] })).toBe(true);
    expect(picked({ in: ['national'] })).toBe(false);
    expect(picked({ in: ['sport'] }, { at: { section: undefined } })).toBe(false);
  });

  it('takes what fits the box, and is not lost in it', () => {
    const box = (width: number, height: number) => ({ at: { width, height } });
    expect(picked({}, box(299, 250))).toBe(false);
    expect(picked({}, box(300, 249))).toBe(false);
    expect(picked({ size: '320x50' }, box(728, 90))).toBe(false);
    expect(picked({ size: '728x90' }, box(728, 90))).toBe(true);
    expect(picked({ size: '300x250' }, box(300, 600))).toBe(true);
  });

  it('repeats nothing on a page, and keeps to the cap', () => {
    expect(picked({}, { by: { shown: ['ad_000000000000'] } })).toBe(false);
    const views = (_id: string, hours: number) => (hours === 24 ? 3 : 0);
    expect(picked({ cap: [3, 24] }, { by: { views } })).toBe(false);
    expect(picked({ cap: [4, 24] }, { by: { views } })).toBe(true);
    expect(picked({ cap: [3, 12] }, { by: { views } })).toBe(true);
  });

  it('lets a sponsorship go before all others, and house ads only where nothing else is', () => {
    const all = [
      aPlacement({ id: 'ad_house', rank: 2, weight: 1000 }),
      aPlacement({ id: 'ad_standard', rank: 1, weight: 1000 }),
      aPlacement({ id: 'ad_sponsor', rank: 0, weight: 1 }),
    ];
    const order: string[] = [];
    for (;;) {
      const next = pick(all, place, { ...reader, shown: order }, 0.99);
      if (!next) break;
      order.push(next.id);
    }
    expect(order).toEqual(['ad_sponsor', 'ad_standard', 'ad_house']);
  });

  it('shares by weight over the whole range of chance', () => {
    const all = [aPlacement({ id: 'ad_a', weight: 1 }), aPlacement({ id: 'ad_b', weight: 3 })];
    const at = (random: number) => pick(all, place, reader, random)?.id;
    expect([0, 0.249, 0.25, 0.999_999].map(at)).toEqual(['ad_a', 'ad_a', 'ad_b', 'ad_b']);
  });
});
