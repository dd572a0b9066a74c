import axe from 'axe-core';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineItem } from '../../shared/ads/line-item.ts';
import { reportOf } from '../../shared/ads/report.ts';
import { dayAfter } from '../../shared/bangla/dates.ts';
import { reportPage } from '../../shared/site/report/page.tsx';
import { aLineItem } from '../ads/a-line-item.ts';
import { aReader, open } from '../browser/a-reader.ts';
import { served, theSite } from './a-browser.ts';

/** So many days of counts in so many slots, from the first of the flight on. */
function counts(days: number, slots: readonly string[]) {
  const all = [];
  let day = '2026-11-24';
  for (let n = 0; n < days; n++, day = dayAfter(day))
    for (const slot of slots)
      all.push({ lineItemId: 'ad_000000000000', day, slot, impressions: 1000 + n, clicks: n % 9, bots: n });
  return all;
}

const pageOf = (lineItem: Partial<LineItem>, days: number, at: string, slots = ['text']) =>
  reportPage(reportOf(aLineItem(lineItem), counts(days, slots), at), theSite);

const hostile = `<img src=x onerror="document.title='run'"> ' & =1+1`;
const long = { flight: { from: '2026-11-23T18:00:00.000Z', until: '2028-11-23T18:00:00.000Z' } };

const pages: Record<string, string> = {
  '/week': pageOf({ impressions: 7000 }, 5, '2026-11-28T11:19:00.000Z'),
  '/places': pageOf({}, 5, '2026-11-28T11:19:00.000Z', ['text', 'side', 'sold-no-more']),
  '/before': pageOf({ impressions: 7000 }, 0, '2026-11-20T11:19:00.000Z'),
  '/nothing': pageOf({}, 0, '2026-11-24T11:19:00.000Z'),
  '/years': pageOf({ ...long, advertiser: 'ক্ষুদ্রঋণগ্রহীতা'.repeat(7) }, 500, '2028-04-06T11:19:00.000Z'),
  '/hostile': pageOf({ advertiser: hostile }, 1, '2026-11-24T11:19:00.000Z'),
};

const checker = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:recommended'] }));
const text = (html = '') => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a report as a page', () => {
  it('tells in Bengali what was seen, clicked and owed', () => {
    expect(text(pages['/week'])).toMatch(
      /২৪ নভেম্বর ২০২৬ থেকে ৩০ নভেম্বর ২০২৬ · খবরের ভেতরে .*দেখা হয়েছে ৫,০১০ বার ক্লিক ১০ ক্লিকের হার ০.২০%/,
    );
    expect(text(pages['/week'])).toContain(
      'মোট ৭,০০০ বার দেখানোর কথা। এ পর্যন্ত হওয়ার কথা ৪,৭২২ বার, হয়েছে ৫,০১০ বার: নির্ধারিত গতির ১০৬%।',
    );
    expect(text(pages['/before'])).toContain('প্রচার এখনো শুরু হয়নি।');
    expect(Object.values(pages).map((page) => text(page.split('<main')[1]).match(/[0-9]/))).toEqual(
      Object.values(pages).map((page) => (page.includes('=1+1') ? expect.anything() : null)),
    );
  });

  it('tells of each place where there was more than one, and of days a year back', () => {
    expect(text(pages['/places'])).toMatch(/কোথায় কত .*খবরের ভেতরে .*খবরের পাশে .*sold-no-more .*মোট/);
    expect(pages['/week']).not.toContain('কোথায় কত');
    expect(text(pages['/years'])).toContain('দিনে দিনে, শেষ এক বছর');
    expect(pages['/years']?.split('<rect').length).toBe(1 + 2 * 366);
  });

  it('is in no index, runs no script of its own, and has no style that its policy forbids', () => {
    for (const page of Object.values(pages)) {
      expect(page).toContain('<meta name="robots" content="noindex">');
      expect(page).not.toMatch(/<script(?! src="\/assets\/display\.)|<style|style="/);
    }
  });

  it.each(Object.keys(pages))('is valid HTML: %s', async (path) => {
    const { results } = await checker.validateString(pages[path] ?? '');
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  });
});

describe('a report in a browser', () => {
  let site: Awaited<ReturnType<typeof served>>;
  beforeAll(async () => {
    site = await served(pages, () => 204);
  });
  afterAll(() => site.close());

  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

  it.each([
    ...[390, 1280].flatMap((width) => Object.keys(pages).map((path) => [path, width] as const)),
    ['/years', 320] as const,
  ])('reads well, light and dark: %s at %d px', async (path, width) => {
    const { page, faults, close } = await aReader(site.browser, site.at, { width });
    await open(page, path);
    const check = async () => {
      await page.evaluate(`${axe.source}; undefined`);
      const { violations } = await page.evaluate(
        (values) => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: { type: 'tag', values } }),
        rules,
      );
      return violations.map(({ id }) => id);
    };
    expect(await check()).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await check()).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
    expect(faults.filter((fault) => !fault.includes('favicon'))).toEqual([]);
    expect(await page.title()).not.toBe('run');
    await close();
  });

  it('draws columns as high as they are to each other', async () => {
    const { page, close } = await aReader(site.browser, site.at, { width: 390 });
    await open(page, '/week');
    const heights = await page
      .locator('.chart svg')
      .first()
      .locator('rect')
      .evaluateAll((columns) => columns.map((column) => column.getBoundingClientRect().height));
    expect(heights).toHaveLength(5);
    expect((heights[0] ?? 0) / (heights[4] ?? 1)).toBeCloseTo(1000 / 1004, 2);
    await close();
  });
});
