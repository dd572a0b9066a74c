import { describe, expect, it } from 'vitest';
import type { SlotCount } from '../../shared/ads/counts.ts';
import { Report, reportOf } from '../../shared/ads/report.ts';
import { csvOf } from '../../shared/ads/report-csv.ts';
import { aLineItem } from './a-line-item.ts';

const aCount = (differences: Partial<SlotCount> = {}): SlotCount => ({
  ...{ lineItemId: 'ad_000000000000', day: '2026-11-24', slot: 'text' },
  ...{ impressions: 0, clicks: 0, bots: 0 },
  ...differences,
});

const counts = [
  aCount({ impressions: 800, clicks: 4, bots: 31 }),
  aCount({ slot: 'side', impressions: 200, clicks: 1 }),
  aCount({ day: '2026-11-25', impressions: 500, clicks: 4, bots: 2 }),
];

/** Two days into a flight of a week. */
const later = '2026-11-25T18:00:00.000Z';

describe('a report', () => {
  it('tells days and slots in order, and their totals', () => {
    const report = reportOf(aLineItem(), counts, later);
    expect(report.days).toEqual([
      { day: '2026-11-24', slot: 'text', impressions: 800, clicks: 4, clickRate: 0.005, bots: 31 },
      { day: '2026-11-24', slot: 'side', impressions: 200, clicks: 1, clickRate: 0.005, bots: 0 },
      { day: '2026-11-25', slot: 'text', impressions: 500, clicks: 4, clickRate: 0.008, bots: 2 },
    ]);
    expect(report.totals).toEqual({ impressions: 1500, clicks: 9, clickRate: 0.006, bots: 33 });
    expect(Report.parse(report)).toEqual(report);
  });

  it('has no click rate without an impression', () => {
    const { totals, days } = reportOf(aLineItem(), [aCount({ clicks: 2 })], later);
    expect([totals.clickRate, days[0]?.clickRate]).toEqual([null, null]);
    expect(reportOf(aLineItem(), [], later)).toMatchObject({ days: [], totals: { impressions: 0 } });
  });

  it.each(['draft', 'cleared', 'paused', 'ended'] as const)('is there while the line item is %s', (state) => {
    expect(reportOf(aLineItem({ state }), counts, later).totals.impressions).toBe(1500);
  });
});

describe('the pace of a line item', () => {
  const paceAt = (at: string, impressions = 7000) => reportOf(aLineItem({ impressions }), counts, at).pacing;

  it('is what was delivered by what was sold for as much of the flight as is over', () => {
    expect(paceAt(later)).toEqual({ sold: 7000, expectedByNow: 2000, delivered: 1500, pace: 0.75 });
  });

  it('is none before the flight, or where nothing was sold by impressions', () => {
    expect(paceAt('2026-11-23T17:59:59.000Z')).toMatchObject({ expectedByNow: 0, pace: null });
    expect(paceAt('2026-11-23T18:00:00.000Z')).toMatchObject({ expectedByNow: 0, pace: null });
    expect(reportOf(aLineItem(), counts, later)).not.toHaveProperty('pacing');
  });

  it('is of all that was sold once the flight is over', () => {
    expect(paceAt('2027-01-01T00:00:00.000Z', 3000)).toMatchObject({ expectedByNow: 3000, pace: 0.5 });
  });

  it('is a number however short the time', () => {
    expect(paceAt('2026-11-23T18:00:00.001Z', 1)?.pace).toBeGreaterThan(1);
  });
});

describe('a report as a file', () => {
  const csv = csvOf(reportOf(aLineItem({ advertiser: '=HYPERLINK("https://evil.example")' }), counts, later));

  it('is told as UTF-8 to Excel, and has lines as RFC 4180 wants them', () => {
    expect([...Buffer.from(csv).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(csv.split('\r\n')).toHaveLength(counts.length + 2);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n"]/);
    expect(csv.split('\r\n')[1]).toBe('ad_000000000000,2026-11-24,text,800,4,0.005,31');
  });

  it('holds nothing that anybody typed: no cell that begins as a formula does', () => {
    const cells = csv
      .slice(1)
      .split('\r\n')
      .flatMap((line) => line.split(','));
    expect(cells.filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
    expect(csv).not.toContain('evil');
  });
});
