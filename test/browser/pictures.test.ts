import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { aReadyPicture } from '../media/a-ready-picture.ts';
import { aBrowser, aReader, noticed, type Reader, untilSet } from './a-reader.ts';

let browser: Browser;
let desk: ADesk;
let path = '';

const told = { alt: 'পদ্মার চরে নতুন স্কুলের সামনে শিক্ষার্থীরা', credit: 'রুমানা হক' };
const text = 'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে। সকালে নৌকায় চড়ে শিশুরা এসেছে দূরের গ্রাম থেকে। '.repeat(4);

beforeAll(async () => {
  [browser, desk] = await Promise.all([aBrowser(), aDesk()]);
  const sizes = [
    [1600, 1067],
    [1200, 1600],
    [1600, 1200],
    [900, 1200],
    [1600, 900],
    [1200, 1200],
    [1600, 400],
    [280, 200],
  ] as const;
  const pictures = await Promise.all(
    sizes.map(([width, height], hue) => aReadyPicture(desk.cloud, { width, height, hue, description: told })),
  );
  const [lead, tall, ...others] = pictures;
  const id = await desk.submitted({
    standfirst: 'চরের শিশুদের আর নদী পার হতে হবে না।',
    bylines: ['রেহানা পারভীন'],
    lead: { asset: lead, caption: [{ text: 'নতুন স্কুলের প্রথম দিনে শিশুরা' }] },
    body: [
      ...[text, text, `![](${tall} "স্কুলের **প্রধান শিক্ষক**")`, ...Array<string>(14).fill(text)],
      `${others.map((asset, at) => `![](${asset} "ছবির কথা ${at}")`).join('\n')}\n: চরের এক সকাল`,
      text,
    ].join('\n\n'),
  });
  await desk.step('kamal', id, 'approve');
  await desk.cloud.rest();
  path = `/national/${id}`;
});
afterAll(async () => {
  await browser.close();
  await desk.cloud.close();
});

async function reading(as: Reader, act: (page: Page) => Promise<void>) {
  const { page, faults, close } = await aReader(browser, desk.cloud.url, as);
  await act(page);
  expect(faults).toEqual([]);
  await close();
}

/** Every picture of a page, come near: how wide it is, which file was chosen, and which there are. */
async function chosenOn(page: Page) {
  for (const image of await page.locator('main img').all()) {
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0))
      .toBe(true);
  }
  return page.locator('main img').evaluateAll((all) =>
    (all as HTMLImageElement[]).map((one) => ({
      width: one.getBoundingClientRect().width,
      height: one.getBoundingClientRect().height,
      chosen: Number(/-(\d+)\.webp$/.exec(one.currentSrc)?.[1]),
      there: one.srcset.split(', ').map((part) => Number.parseInt(part.split(' ')[1] ?? '', 10)),
      ratio: Number(one.getAttribute('width')) / Number(one.getAttribute('height')),
      path: new URL(one.currentSrc).pathname,
    })),
  );
}

const bytesOf = async (file: string) => Number((await desk.cloud.page(file)).headers.get('content-length'));

describe.each([360, 768, 1440])('pictures at %i pixels', (width) => {
  it('are files that are hardly larger than they are shown', () =>
    reading({ width }, async (page) => {
      await page.goto(path);
      const all = await chosenOn(page);
      expect(all).toHaveLength(8);
      for (const { width: shown, chosen, there, path: file } of all) {
        const needed = there.find((one) => one >= Math.floor(shown)) ?? there.at(-1) ?? 0;
        expect(chosen).toBeGreaterThanOrEqual(Math.min(needed, shown * 0.8));
        const [taken, enough] = [
          await bytesOf(file),
          await bytesOf(file.replace(/\d+\.webp$/, `${needed}.webp`)),
        ];
        expect(taken, `${file} at ${shown}`).toBeLessThanOrEqual(enough * 1.3);
      }
    }));

  it('keep their shape, and the page stays as wide as its window', () =>
    reading({ width }, async (page) => {
      await page.goto(path);
      for (const { width: shown, height, ratio, there } of (await chosenOn(page)).slice(0, 2)) {
        expect(Math.abs(shown / height - ratio)).toBeLessThan(0.02);
        expect(shown).toBeLessThanOrEqual(there.at(-1) ?? 0);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }));

  it('move nothing when they arrive', () =>
    reading({ width }, async (page) => {
      const late = Promise.withResolvers<void>();
      await page.route('**/media/**', async (route) => {
        await late.promise;
        await route.continue();
      });
      await page.goto(path, { waitUntil: 'domcontentloaded' });
      await page.evaluate(untilSet);
      const { shifted } = await noticed(page);
      late.resolve();
      await chosenOn(page);
      expect((await noticed(page)).shifted).toBe(shifted);
    }));
});

describe('a reader of an article with pictures', () => {
  it('is sent the first one at once and once, the last ones when they come near', () =>
    reading({ width: 360 }, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.resourceType() === 'image' && request.url().includes('/media/'))
          asked.push(request.url());
      });
      await page.goto(path, { waitUntil: 'load' });
      const [lead] = await page
        .locator('main img')
        .evaluateAll((all) => (all as HTMLImageElement[]).map(({ currentSrc }) => currentSrc));
      expect(asked.filter((url) => url === lead)).toHaveLength(1);
      expect(asked.length).toBeLessThan(8);
      expect(await page.locator('link[rel=preload]').count()).toBe(1);
    }));

  it('goes through a gallery with the keyboard, without a script', () =>
    reading({ width: 360, javaScriptEnabled: false }, async (page) => {
      await page.goto(path);
      const strip = page.getByRole('region', { name: '৬টি ছবি' });
      await strip.focus();
      const scrolled = () => strip.evaluate((one) => one.scrollLeft);
      const from = await scrolled();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await expect.poll(scrolled).toBeGreaterThan(from);
      await page.keyboard.press('End');
      await page.getByText('ছবির কথা 5').waitFor();
      expect(await page.getByText('৬/৬').isVisible()).toBe(true);
    }));

  it('is told whose each picture is, and what it shows', () =>
    reading({}, async (page) => {
      await page.goto(path);
      for (const image of await page.locator('main img').all())
        expect(await image.getAttribute('alt')).toBe(told.alt);
      expect(await page.getByText('ছবি: রুমানা হক').count()).toBe(8);
    }));
});
