import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileOf, placementOf } from '../../shared/ads/placement.ts';
import { newId } from '../../shared/ids.ts';
import { aLineItem, aPlacement } from './a-line-item.ts';

const at = '2026-11-24T06:00:00.000Z';
const now = Date.parse(at) / 1000;
const hour = 3600;

describe('the file that slots are filled from', () => {
  const idsIn = (file: string) => (JSON.parse(file) as { items: { id: string }[] }).items.map(({ id }) => id);

  it('holds what flies now and what begins within two days, and nothing else', () => {
    const flights: [string, number, number][] = [
      ['ad_over', now - 2 * hour, now],
      ['ad_now', now - hour, now + hour],
      ['ad_soon', now + 47 * hour, now + 50 * hour],
      ['ad_later', now + 48 * hour, now + 50 * hour],
    ];
    const placements = flights.map(([id, from, until]) => aPlacement({ id, from, until }));
    expect(idsIn(fileOf(placements, at, 'one'))).toEqual(['ad_now', 'ad_soon']);
  });

  it('is the same whatever order the table gives', () => {
    const placements = ['ad_b', 'ad_a'].map((id) => aPlacement({ id, from: now, until: now + hour }));
    expect(fileOf(placements, at, 'one')).toBe(fileOf([...placements].reverse(), at, 'one'));
  });

  it('of 200 line items is at most 20 KB compressed', () => {
    const words =
      'ভর্তি চলছে নতুন বছরে ছাড় মেলা উৎসব ঘর জমি ব্যাংক সঞ্চয় ঋণ ফোন বই স্কুল কলেজ বিশ্ববিদ্যালয় হাসপাতাল ডাক্তার সেবা'.split(
        ' ',
      );
    const some = (n: number, count: number) =>
      Array.from({ length: count }, (_, i) => words[(n * 7 + i * i * 3 + i) % words.length]).join(' ');
    const many = Array.from({ length: 200 }, (_, n) =>
      aPlacement({
        ...{
          id: newId('ad'),
          asset: newId('ast'),
          alt: some(n, 8),
          from: now - n * 977,
          until: now + n * 7919,
        },
        weight: 1 + (n % 40),
        rank: n % 3,
        ...(n % 4 === 0 ? { in: ['national', 'sport'] } : {}),
        ...(n % 5 === 0 ? { cap: [3, 24] as [number, number], label: 'পৃষ্ঠপোষকতা' } : {}),
      }),
    );
    const size = gzipSync(fileOf(many, at, 'one')).length;
    console.log(`200 line items: ${size} bytes compressed`);
    expect(size).toBeLessThanOrEqual(20_000);
    expect(idsIn(fileOf(many, at, 'one')).length).toBeGreaterThan(190);
  });
});

describe('a placement', () => {
  it('never begins before its flight, to the second', () => {
    const flight = { from: '2026-11-24T00:00:00.001Z', until: '2026-11-25T00:00:00.000Z' };
    const { from, until } = placementOf(
      aLineItem({ state: 'cleared', size: '300x250', kind: 'image', flight }),
    );
    expect(new Date(from * 1000).toISOString()).toBe('2026-11-24T00:00:01.000Z');
    expect(new Date(until * 1000).toISOString()).toBe('2026-11-25T00:00:00.000Z');
  });

  it('says no more than the script needs: not whose it is, nor where it leads', () => {
    const text = JSON.stringify(placementOf(aLineItem({ state: 'cleared', size: '300x250', kind: 'image' })));
    expect(text).not.toMatch(/university|উত্তরবঙ্গ|salma/);
  });
});
