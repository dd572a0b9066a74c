import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookSample } from '../../infra/local/sample/ads.ts';
import { slotNames } from '../../shared/ads/slots.ts';
import { anAdDesk } from '../journeys/an-ad-desk.ts';
import { aBrowser, aReader, noticed, open, type Reader, stopTime } from './a-reader.ts';

let browser: Browser;
let desk: Awaited<ReturnType<typeof anAdDesk>>;
let article: string;

const body = Array.from(
  { length: 14 },
  (_, nth) => `${nth + 1} নম্বর ঘাটে আজও নৌকার ভিড়। ${'নদী বয়ে যায়। '.repeat(12)}`,
);

beforeAll(async () => {
  [browser, desk] = await Promise.all([aBrowser(), anAdDesk()]);
  article = `/national/${await desk.published({ body: body.join('\n\n') })}`;
  await bookSample(desk.cloud);
  await desk.cloud.rest();
});
afterAll(async () => {
  await browser.close();
  await desk.cloud.close();
});

const second = 1_000;
const everySlot = slotNames.join(' ');

/** A reader at a page with its ads, the requests that tell the CDN of impressions, and what the browser complained of. */
async function reading(
  path: string,
  as: Reader = {},
  before: (page: Page) => Promise<unknown> = async () => {},
) {
  const { page, faults, close } = await aReader(browser, desk.cloud.url, { slots: everySlot, ...as });
  const seen: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const [, counted = '', slot] = /^\/ads\/seen\/(\w+)\/(\w+)$/.exec(pathname) ?? [];
    if (counted !== '') seen.push(`${counted} ${slot}`);
  });
  await before(page);
  await open(page, path);
  await filled(page);
  return { page, seen, faults, close };
}

/** Waits until every slot that comes near holds its ad, or none. */
const filled = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('.ad')].every((slot) => {
      const [box] = slot.getClientRects();
      const isNear = box && box.top < innerHeight + 400 && box.bottom > -400;
      const isThere = slot.querySelector('img')?.complete || slot.querySelector('iframe');
      return !isNear || isThere || slot.matches('[hidden], .empty');
    }),
  );

/** Waits until the page was told what is in view of an ad: it watches longer than this does. */
const lookedAt = (shown: Locator) =>
  shown.evaluate((one) => new Promise((told) => new IntersectionObserver(told).observe(one)));

/** Waits until whatever a page has asked for so far was noticed: it asks one thing after another. */
const noticedAll = (page: Page) => page.evaluate(async () => (await fetch('/robots.txt')).text());

/** When the CDN has no older copy left of what the slots are filled from. */
const settled = () => desk.cloud.turnBy(31 * second);

const ad = (page: Page, slot: string, nth = 0) => page.locator(`.ad-${slot}`).nth(nth);

describe.each([
  ['phone', 390, '300x250'],
  ['desk', 1280, '970x250'],
])('the sample’s ad on a %s', (_, width, billboard) => {
  it('stands in an article, said to be an ad, as large as it was drawn', async () => {
    const { page, faults, close } = await reading(article, { width });
    await ad(page, 'text').scrollIntoViewIfNeeded();
    const image = ad(page, 'text').getByRole('img', { name: 'পদ্মাতীর বিশ্ববিদ্যালয়' });
    await image.scrollIntoViewIfNeeded();
    await filled(page);
    expect(await image.boundingBox()).toMatchObject({ width: 300, height: 250 });
    expect(await image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(600);
    expect(await ad(page, 'text').getByText('বিজ্ঞাপন', { exact: true }).isVisible()).toBe(true);
    // Its one line item stands once; the second slot goes when it comes near, without leaving a hole.
    await ad(page, 'text', 1).evaluate((one) => one.scrollIntoView());
    await ad(page, 'text', 1).locator('a').waitFor({ state: 'detached' });
    await expect
      .poll(() => ad(page, 'text', 1).evaluate((one) => one.matches('[hidden], .empty')))
      .toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  it('stands on the home page, in the size for the screen', async () => {
    const { page, faults, close } = await reading('/', { width });
    await ad(page, 'billboard').scrollIntoViewIfNeeded();
    const box = await ad(page, 'billboard').getByRole('img').boundingBox();
    expect(`${box?.width}x${box?.height}`).toBe(billboard);
    expect(faults).toEqual([]);
    await close();
  });

  it('moves nothing when it comes, and nothing when a slot stays empty', async () => {
    for (const path of ['/', '/national', article]) {
      const { page, close } = await reading(path, { width }, (page) =>
        page.route('**/*.woff2', (route) => route.abort()),
      );
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await filled(page);
      expect((await noticed(page)).shifted, path).toBeLessThan(0.01);
      await close();
    }
  });
});

describe('the first page of a visit', () => {
  it('keeps no room that may stay empty, and opens a slot before it comes into view', async () => {
    const { page, faults, close } = await aReader(browser, desk.cloud.url, { width: 390 });
    await page.route('**/*.woff2', (route) => route.abort());
    await open(page, article);
    // The first may be in view already: it is given up, and the second gets the ad.
    const text = ad(page, 'text', 1);
    expect((await text.boundingBox())?.height).toBe(0);
    await text.evaluate((one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - innerHeight - 200));
    await expect.poll(() => text.evaluate((one) => one.querySelector('img') !== null)).toBe(true);
    expect((await text.boundingBox())?.height).toBeGreaterThan(250);
    expect((await noticed(page)).shifted).toBeLessThan(0.01);
    expect(await page.evaluate(() => sessionStorage.getItem('slots'))).toContain('text');
    expect(faults.filter((fault) => !/woff2|ERR_FAILED/.test(fault))).toEqual([]);
    await close();
  });

  it('has no hole where nothing is booked, however it is read', async () => {
    const { page, close } = await aReader(browser, desk.cloud.url, { width: 1280 });
    await page.route('**/ads/slots.json', (route) => route.fulfill({ json: { items: [] } }));
    for (const path of ['/', '/national', article]) {
      await open(page, path);
      const heights = await page
        .locator('.ad')
        .evaluateAll((all) => all.map((slot) => slot.getBoundingClientRect().height));
      expect(
        heights.every((height) => height === 0),
        path,
      ).toBe(true);
    }
    await close();
  });
});

describe('an impression', () => {
  it('is told once, when half of the ad was in view for a second', async () => {
    const { page, seen, close } = await reading(article, { width: 390 }, stopTime);
    const image = ad(page, 'text').locator('img');
    const top = await image.evaluate((one) => one.getBoundingClientRect().top + scrollY);
    /** So many pixels of it are in view for so long. */
    const look = async (pixels: number, milliseconds: number) => {
      await page.evaluate((y) => scrollTo(0, y), top - 844 + pixels);
      await lookedAt(image);
      await page.clock.runFor(milliseconds);
      await noticedAll(page);
    };
    await look(100, 1.5 * second);
    expect(seen).toEqual([]);
    await look(200, 0.999 * second);
    await look(0, 1.5 * second);
    expect(seen).toEqual([]);
    await look(200, 0.999 * second);
    expect(seen).toEqual([]);
    await look(200, 0.001 * second);
    expect(seen).toEqual([expect.stringMatching(/^ad_\w+ text$/)]);
    await look(0, 0);
    await look(250, 1.5 * second);
    expect(seen).toHaveLength(1);
    await close();
  });

  it('leaves nothing in the browser: no cookie, nothing kept', async () => {
    const { page, seen, close } = await reading(article);
    await ad(page, 'text').scrollIntoViewIfNeeded();
    await expect.poll(() => seen.length).toBe(1);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}');
    await close();
  });
});

describe('a click', () => {
  it('leads to the advertiser by way of the newsroom, in a window that gets no hand on the page', async () => {
    const { page, close } = await reading(article);
    const link = ad(page, 'text').locator('a');
    expect(await link.getAttribute('rel')).toBe('sponsored noopener');
    const [request] = await Promise.all([
      page.context().waitForEvent('request', (one) => new URL(one.url()).hostname.endsWith('.example')),
      link.click(),
    ]);
    expect(request.url()).toBe('https://padmatir-university.example/admission');
    expect(request.redirectedFrom()?.url()).toBe(`${desk.cloud.url}${await link.getAttribute('href')}`);
    await close();
  });
});

describe('a cap', () => {
  it('is kept by each reader’s own browser, and the house ad stands there after it', async () => {
    const asset = await desk.creative();
    const id = await desk.cleared(asset, { priority: 'sponsorship', cap: { views: 1, hours: 24 } });
    await settled();
    const { page, seen, close } = await reading(article);
    const href = () => ad(page, 'text').locator('a').getAttribute('href');
    expect(await href()).toContain(id);
    await ad(page, 'text').scrollIntoViewIfNeeded();
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    await page.reload();
    await ad(page, 'text').locator('img').waitFor();
    expect(await href()).not.toContain(id);
    const other = await reading(article);
    expect(await ad(other.page, 'text').locator('a').getAttribute('href')).toContain(id);
    await other.close();
    await close();
    await desk.step(id, 'end');
    await settled();
  });
});

describe('a reader', () => {
  it('whose clock is wrong sees what the hour has, not what their clock says', async () => {
    const { page, close } = await reading(article, {}, (page) =>
      page.clock.setFixedTime('2042-01-01T00:00:00Z'),
    );
    expect(await ad(page, 'text').getByRole('img').count()).toBe(1);
    await close();
  });

  it('without JavaScript, or on paper, has no empty boxes', async () => {
    const plain = await aReader(browser, desk.cloud.url, { javaScriptEnabled: false });
    await plain.page.goto(article);
    expect(await ad(plain.page, 'text').isVisible()).toBe(false);
    await plain.close();
    const { page, close } = await reading(article);
    await page.emulateMedia({ media: 'print' });
    expect(await ad(page, 'text').isVisible()).toBe(false);
    await close();
  });

  it('sees nothing move when it turns out that no ad can be had while its place is on the screen', async () => {
    const given = Promise.withResolvers<void>();
    const { page, close } = await aReader(browser, desk.cloud.url, { width: 390, slots: everySlot });
    await page.route('**/ads/slots.json', (route) => given.promise.then(() => route.abort()));
    await page.route('**/*.woff2', (route) => route.abort());
    await open(page, article);
    const first = page.locator('.ad').first();
    await first.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    given.resolve();
    await filled(page);
    expect(await first.getAttribute('class')).toContain('empty');
    expect((await noticed(page)).shifted).toBeLessThan(0.01);
    await close();
  });

  it('reads on where the ads cannot be had', async () => {
    // Without fonts: a late one moves lines too, and is measured where a reader reads.
    const { page, close } = await reading(article, { width: 390 }, async (page) => {
      await page.route('**/ads/slots.json', (route) => route.abort());
      await page.route('**/*.woff2', (route) => route.abort());
    });
    // A slot that is given up in the very frame in which a reader scrolls counts as a shift of what comes into view: each
    // is waited for before the next comes near.
    const settled = (slot: Locator) => slot.evaluate((one) => one.matches('[hidden], .empty'));
    for (const slot of await page.locator('.ad').all()) {
      await slot.evaluate((one) =>
        scrollTo(0, one.getBoundingClientRect().top + scrollY - innerHeight - 300),
      );
      await expect.poll(() => settled(slot)).toBe(true);
    }
    for (const slot of await page.locator('.ad').all())
      await slot.evaluate((one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - innerHeight));
    expect((await noticed(page)).shifted).toBeLessThan(0.01);
    await close();
  });
});

describe('an ad of HTML', () => {
  const standing = async (script: string) => {
    const html = `<!DOCTYPE html><input id="i"><script>${script}</script>`;
    const asset = await desk.upload({ kind: 'html', width: 300, height: 250 }, html);
    const id = await desk.cleared(asset, { priority: 'sponsorship' });
    await settled();
    return id;
  };
  const gone = async (id: string) => {
    await desk.step(id, 'end');
    await settled();
  };

  it('is seen once, however often it loads itself again', async () => {
    const id = await standing('setTimeout(() => location.reload(), 1_200)');
    const { page, seen, close } = await reading(article);
    let loads = 0;
    page.on('framenavigated', () => loads++);
    await ad(page, 'text').scrollIntoViewIfNeeded();
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    const more = loads + 3;
    await expect.poll(() => loads).toBeGreaterThanOrEqual(more);
    expect(seen.filter((one) => one.startsWith(id))).toHaveLength(1);
    await close();
    await gone(id);
  });

  it('that takes the keyboard is taken away, and the reader goes on where they were', async () => {
    const id = await standing('setInterval(() => i.focus(), 100)');
    const { page, seen, close } = await reading(article, {}, async (page) => {
      await stopTime(page);
      await page.addInitScript(() =>
        addEventListener('DOMContentLoaded', () => {
          const field = document.createElement('input');
          field.id = 'mine';
          document.querySelector('.text')?.prepend(field);
        }),
      );
    });
    await ad(page, 'text').scrollIntoViewIfNeeded();
    await page.frameLocator('.ad-text iframe').first().locator('#i').waitFor();
    await lookedAt(ad(page, 'text').locator('iframe'));
    await page.locator('#mine').focus();
    await page.keyboard.type('গোপন');
    await page.clock.runFor(0.1 * second);
    await expect.poll(() => page.locator('.ad iframe').count()).toBe(0);
    await page.keyboard.type(' কথা!');
    expect(await page.locator('#mine').inputValue()).toBe('গোপন কথা!');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('mine');
    await page.clock.runFor(2 * second);
    await noticedAll(page);
    expect(seen.filter((one) => one.startsWith(id))).toEqual([]);
    await close();
    await gone(id);
  });

  it('runs in a frame of its own, and the link over it takes the click', async () => {
    const html = `<!DOCTYPE html><style>body{margin:0;background:#123}</style><p id="p">…</p>
      <script>document.getElementById('p').textContent = 'চলছে'; top.location = 'https://evil.example/';</script>`;
    const asset = await desk.upload({ kind: 'html', width: 300, height: 250 }, html);
    const id = await desk.cleared(asset, { priority: 'sponsorship' });
    await settled();
    const { page, seen, close } = await reading(article);
    const frame = page.frameLocator('.ad-text iframe').first();
    await expect.poll(() => frame.locator('#p').textContent()).toBe('চলছে');
    expect(page.url()).toContain(article);
    await ad(page, 'text').scrollIntoViewIfNeeded();
    await expect.poll(() => seen).toContain(`${id} text`);
    const box = await ad(page, 'text').locator('iframe').boundingBox();
    const hit = await page.evaluate(
      ([x = 0, y = 0]) => document.elementFromPoint(x, y)?.outerHTML,
      [(box?.x ?? 0) + 150, (box?.y ?? 0) + 125],
    );
    expect(hit).toMatch(new RegExp(`^<a href="/go/${id}/text"[^>]* aria-label="ভর্তি চলছে"`));
    await close();
    await desk.step(id, 'end');
    await settled();
  });
});
