import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Booking, type LineItem } from '../../shared/ads/line-item.ts';
import { fileOf, placementOf } from '../../shared/ads/placement.ts';
import { aBooking, aLineItem } from '../ads/a-line-item.ts';
import { aBrowser } from '../browser/a-reader.ts';

/** Views of pages in all. */
const views = Number(process.env.AD_VIEWS ?? 100_000);

/** The script as readers get it. */
const script = readFileSync(`dist/site/${inject('assets').ADS_SCRIPT_PATH}`, 'utf8');

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await aBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

type Scene = {
  /** What the script is handed. */
  file: string;
  /** Instants of views, in milliseconds since the epoch. */
  times: number[];
  slots: { name: string; section?: string; width: number; height: number }[];
};

/**
 * Runs the very script of the pages for each view, in a page of Chromium with slots of these measures: what stood in each
 * slot, view by view. Only the network is not there: the file and the CDN's clock are handed in, images are not fetched.
 */
const shown = ({ file, times, slots }: Scene): Promise<(string | null)[][]> =>
  page.evaluate(
    async ({ file, times, slots, script }) => {
      const html = slots.map(
        ({ name, section, width, height }) =>
          `<div class="ad" data-slot="${name}" ${section ? `data-section="${section}"` : ''}><p></p><div style="width:${width}px;height:${height}px"></div></div>`,
      );
      Object.defineProperty(HTMLImageElement.prototype, 'src', { set: () => {}, configurable: true });
      // Every slot is near at once: nobody scrolls here. Nor does anybody type: a hundred thousand listeners would stay.
      class AtOnce {
        call: (entries: object[]) => void;
        constructor(call: (entries: object[]) => void) {
          this.call = call;
        }
        observe(target: Element) {
          this.call([{ isIntersecting: true, target }]);
        }
        unobserve() {}
        disconnect() {}
      }
      Object.assign(window, { IntersectionObserver: AtOnce });
      Object.assign(window, { addEventListener: () => {} });
      Object.assign(document, { addEventListener: () => {} });
      // Chance that is the same each time (mulberry32): a test of chance must not fail by chance.
      let seed = 20_261_124;
      Math.random = () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
      };
      const run = new Function(script);
      const all: (string | null)[][] = [];
      for (const time of times) {
        document.body.innerHTML = html.join('');
        // An answer that lay at the CDN for a minute.
        const headers = new Headers({ date: new Date(time - 60_000).toUTCString(), age: '60' });
        window.fetch = async () => ({ headers, json: async () => JSON.parse(file) }) as Response;
        run();
        for (let turn = 0; turn < 16; turn++) await Promise.resolve();
        all.push(
          [...document.querySelectorAll('.ad')].map(
            (slot) => /go\/(\w+)/.exec(slot.querySelector('a')?.getAttribute('href') ?? '')?.[1] ?? null,
          ),
        );
      }
      return all;
    },
    { file, times, slots, script },
  );

const aCleared = (id: string, differences: Partial<LineItem> = {}, flight?: LineItem['flight']) =>
  placementOf(
    aLineItem({
      ...{ id: `ad_${id}`, state: 'cleared', size: '300x250', kind: 'image' },
      ...(flight ? { flight: Booking.parse(aBooking({ flight })).flight } : {}),
      ...differences,
    }),
  );

const text = { name: 'text', section: 'sport', width: 300, height: 250 };

/** How often each stood there, of so many views. */
const counted = (all: (string | null)[][], slot = 0) => {
  const counts: Record<string, number> = {};
  for (const one of all) counts[String(one[slot])] = (counts[String(one[slot])] ?? 0) + 1;
  return counts;
};

describe('shares', () => {
  it('are those of the weights, within three standard deviations', async () => {
    const weights: Record<string, number> = { one: 1, four: 4, ten: 10, sixty: 60, hundred: 125 };
    const items = Object.entries(weights).map(([id, weight]) => aCleared(id, { weight }));
    const others = [
      aCleared('house', { weight: 1000, priority: 'house' }),
      aCleared('elsewhere', { weight: 1000, sections: ['national'] }),
      aCleared('other', { weight: 1000, slot: 'side' }),
    ];
    const at = '2026-11-25T06:00:00.000Z';
    const file = fileOf([...items, ...others], at, 'one');
    const times = Array.from({ length: views }, () => Date.parse(at));
    const counts = counted(await shown({ file, times, slots: [text] }));
    const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    expect(Object.keys(counts).sort()).toEqual(
      Object.keys(weights)
        .map((id) => `ad_${id}`)
        .sort(),
    );
    for (const [id, weight] of Object.entries(weights)) {
      const share = weight / total;
      const deviation = Math.sqrt(views * share * (1 - share));
      const off = ((counts[`ad_${id}`] ?? 0) - views * share) / deviation;
      console.log(`weight ${weight}: ${counts[`ad_${id}`]} of ${views} views, ${off.toFixed(2)} σ off`);
      expect(Math.abs(off), id).toBeLessThan(3);
    }
  });

  it('of two slots on a page are of different line items', async () => {
    const file = fileOf(
      ['a', 'b', 'c'].map((id) => aCleared(id)),
      '2026-11-25T06:00:00.000Z',
      'one',
    );
    const times = Array.from({ length: 1_000 }, () => Date.parse('2026-11-25T06:00:00.000Z'));
    const all = await shown({ file, times, slots: [text, text, text, text] });
    for (const one of all) expect(new Set(one).size).toBe(4);
    for (const slot of [0, 1, 2])
      expect(Object.keys(counted(all, slot)).sort()).toEqual(['ad_a', 'ad_b', 'ad_c']);
    expect(counted(all, 3)).toEqual({ null: 1_000 });
  });
});

describe('flights', () => {
  /** Days of different zones: one that never turns its clocks, and one on the days it turns them. */
  const flights = {
    dhaka: { from: '2026-03-29T00:00:00+06:00', until: '2026-03-30T00:00:00+06:00' },
    /** 23 hours: the clocks of Berlin go forward. */
    spring: { from: '2026-03-29T00:00:00+01:00', until: '2026-03-30T00:00:00+02:00' },
    /** 25 hours: they go back. */
    autumn: { from: '2026-10-25T00:00:00+02:00', until: '2026-10-26T00:00:00+01:00' },
  };

  it.each(Object.entries(flights))('of %s show nothing outside, and all of it inside', async (id, flight) => {
    const placement = aCleared(id, {}, flight);
    const [from, until] = [Date.parse(flight.from), Date.parse(flight.until)];
    const edges = [from, until].flatMap((edge) =>
      [-3_600_000, -1_000, 0, 1_000, 3_600_000].map((by) => edge + by),
    );
    const around = Array.from(
      { length: 2_000 },
      (_, i) => from - 7_200_000 + Math.round((i * 30 * 3_600_000) / 2_000),
    );
    const times = [...edges, ...around];
    const file = fileOf([placement], new Date(from - 7_200_000).toISOString(), 'one');
    const all = await shown({ file, times, slots: [text] });
    const wrong = times.filter((time, i) => {
      const second = Math.floor(time / 1000) * 1000;
      return (all[i]?.[0] !== null) !== (from <= second && second < until);
    });
    expect(wrong.map((time) => new Date(time).toISOString())).toEqual([]);
    expect(all.filter(([one]) => one !== null).length).toBeGreaterThan(1_000);
  });

  it('last as long as their zones say', () => {
    const hours = Object.values(flights).map(
      ({ from, until }) => (Date.parse(until) - Date.parse(from)) / 3_600_000,
    );
    expect(hours).toEqual([24, 23, 25]);
  });
});
