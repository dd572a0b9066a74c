import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { browser as phone } from '../journeys/an-ad-office.ts';
import { aBrowser, aReader, noticed, open, untilSet } from './a-reader.ts';

let browser: Browser;
let desk: ADesk;
/** Stories by headline. */
const ids: Record<string, string> = {};
const body = Array(12).fill('পদ্মার ঘাটে আজও নৌকার ভিড়। নদী বয়ে যায়, মানুষ পার হয়।').join('\n\n');

beforeAll(async () => {
  [browser, desk] = await Promise.all([aBrowser(), aDesk()]);
  const stories: [string, object][] = [
    ['দুই বিষয়ে', { tags: ['নদীভাঙন', 'পদ্মা'] }],
    ['পদ্মা নিয়ে', { tags: ['পদ্মা'], section: 'sport' }],
    ['তুলে নেওয়া', { tags: ['পদ্মা', 'নদীভাঙন'] }],
    ['অন্য কিছু', { tags: ['শিক্ষা'] }],
    ['ভাঙনের খবর', { tags: ['নদীভাঙন', 'পদ্মা'] }],
  ];
  for (const [headline, fields] of stories)
    ids[headline] = await desk.published({ headline, body, ...fields });
  // So many that the home page is longer than a screen.
  const others = await Promise.all(
    Array.from({ length: 9 }, (_, nth) =>
      desk.submitted({ section: 'law', headline: `আদালতের ${nth + 1} নম্বর রায়`, tags: [] }),
    ),
  );
  await Promise.all(others.map((id) => desk.step('kamal', id, 'approve')));
  // The feeds of tags are as old as the hour.
  await desk.cloud.turnBy(3_600_000);
  await desk.signIn();
  await desk.step('parveen', ids['তুলে নেওয়া'] ?? '', 'kill', { reason: 'আদালতের আদেশ' });
  for (const [headline, times] of [
    ['পদ্মা নিয়ে', 3],
    ['ভাঙনের খবর', 2],
    ['অন্য কিছু', 1],
  ] as const)
    for (let n = 0; n < times; n++)
      await fetch(desk.cloud.url + pathOf(headline), { headers: { 'user-agent': phone } });
  await desk.cloud.deliverLogs();
  await desk.cloud.rest();
});
afterAll(async () => {
  await browser.close();
  await desk.cloud.close();
});

const pathOf = (headline: string) => `/${headline === 'পদ্মা নিয়ে' ? 'sport' : 'national'}/${ids[headline]}`;

/** Comes near each place that a script fills, waits until it is there, and goes to the end. */
async function readOn(page: Page) {
  // A font that comes late moves lines by itself.
  await page.evaluate(() =>
    Promise.all([...document.fonts].map((font) => font.load().catch(() => undefined))),
  );
  await page.evaluate(untilSet);
  const { shifted } = await noticed(page);
  for (const place of await page.locator('.onto').all()) {
    await place.evaluate((one) => scrollBy(0, one.getBoundingClientRect().top - innerHeight - 100));
    await place.locator('aside').waitFor();
  }
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.evaluate(untilSet);
  expect((await noticed(page)).shifted).toBe(shifted);
}

const linesIn = (page: Page, list: string) => page.locator(`${list} a`).allTextContents();

describe.each([1280, 390])('a reader at the end of an article, at %d px', (width) => {
  it('finds what is about the same, then the newest, then what is read most; nothing moves', async () => {
    const { page, faults, close } = await aReader(browser, desk.cloud.url, { width });
    await open(page, pathOf('ভাঙনের খবর'));
    await readOn(page);
    const related = page.getByRole('complementary', { name: 'এ বিষয়ে আরও' });
    await related.waitFor();
    // What shares both tags stands first.
    const told = related.getByRole('heading', { level: 3 });
    await expect.poll(() => told.allTextContents()).toEqual(['দুই বিষয়ে', 'পদ্মা নিয়ে']);
    expect(await related.locator('.when').first().textContent()).toMatch(
      /^[০-৯]{1,2}\u00A0নভেম্বর\u00A0২০২৬$/,
    );
    const newest = page.getByRole('complementary', { name: 'আরও খবর' });
    const others = newest.getByRole('heading', { level: 3 });
    await expect.poll(() => others.allTextContents()).toEqual(['অন্য কিছু']);
    const most = page.getByRole('complementary', { name: 'সর্বাধিক পঠিত' });
    await most.waitFor();
    // Three are read, and one is this page.
    for (const list of ['today', 'week'])
      await expect
        .poll(() => linesIn(page, `.most-read [data-list="${list}"]`))
        .toEqual(['পদ্মা নিয়ে', 'অন্য কিছু']);
    expect(faults).toEqual([]);
    await most.getByRole('link', { name: 'পদ্মা নিয়ে' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'পদ্মা নিয়ে' }).waitFor();
    await close();
  });

  it('finds what is read most on the home page', async () => {
    const { page, faults, close } = await aReader(browser, desk.cloud.url, { width });
    await open(page, '/');
    await readOn(page);
    await page.getByRole('complementary', { name: 'সর্বাধিক পঠিত' }).waitFor();
    await expect
      .poll(() => linesIn(page, '.most-read [data-list="today"]'))
      .toEqual(['পদ্মা নিয়ে', 'ভাঙনের খবর', 'অন্য কিছু']);
    expect(faults).toEqual([]);
    await close();
  });
});

it('a reader without a script finds neither, and no room for them', async () => {
  const { page, close } = await aReader(browser, desk.cloud.url, { javaScriptEnabled: false });
  for (const path of ['/', pathOf('ভাঙনের খবর')]) {
    await page.goto(path);
    expect(await page.getByText('সর্বাধিক পঠিত').isVisible()).toBe(false);
    for (const place of await page.locator('.onto').all())
      expect((await place.boundingBox())?.height).toBe(0);
  }
  await close();
});

it('a reader of an article without tags is led to what is read most alone', async () => {
  const id = await desk.published({ headline: 'একটি খবর', body, tags: [] });
  const { page, faults, close } = await aReader(browser, desk.cloud.url, {});
  await open(page, `/national/${id}`);
  await readOn(page);
  await page.getByRole('complementary', { name: 'সর্বাধিক পঠিত' }).waitFor();
  expect(await page.getByText('এ বিষয়ে আরও').count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
