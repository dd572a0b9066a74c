import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { aBrowser, aReader, noticed, open, openBeforeItsFont, type Reader } from './a-reader.ts';

const tokenIn = (text = '') => /#token=([^\s"<]+)/.exec(text)?.[1] ?? '';

let browser: Browser;
let desk: ADesk;
const sport = { section: 'sport', headline: 'শেষ বলে ছক্কা, চ্যাম্পিয়ন রংপুর', body: 'শেষ ওভারে দরকার ছিল ১৭ রান।' };

beforeAll(async () => {
  [browser, desk] = await Promise.all([aBrowser(), aDesk()]);
  const ids = await Promise.all([
    desk.submitted(sport),
    ...Array.from({ length: 7 }, (_, nth) => desk.submitted({ headline: `চরের ${nth + 1} নম্বর স্কুল` })),
  ]);
  await Promise.all(ids.map((id) => desk.step('kamal', id, 'approve')));
  await desk.cloud.rest();
});
afterAll(async () => {
  await browser.close();
  await desk.cloud.close();
});

/** A reader at a page, who leaves without the browser having complained. */
async function reading(path: string, as: Reader, act: (page: Page) => Promise<void>) {
  const { page, faults, close } = await aReader(browser, desk.cloud.url, as);
  await page.goto(path);
  await act(page);
  expect(faults).toEqual([]);
  await close();
}

const readers: [string, Reader][] = [
  ['at a desk', {}],
  ['on a phone', { width: 390 }],
  ['without JavaScript', { width: 390, javaScriptEnabled: false }],
];

describe.each(readers)('a reader %s', (_, as) => {
  it('goes from home to a section, to an article, and back', () =>
    reading('/', as, async (page) => {
      await page.locator('.sections').getByRole('link', { name: 'খেলা' }).click();
      await page.waitForURL('**/sport');
      await page.getByRole('link', { name: sport.headline }).click();
      await page.getByRole('heading', { level: 1, name: sport.headline }).waitFor();
      await page.getByText(sport.body).waitFor();
      await page.getByRole('navigation', { name: 'আপনি এখানে' }).getByRole('link', { name: 'প্রচ্ছদ' }).click();
      await page.getByRole('heading', { name: 'সর্বশেষ' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: sport.headline }).waitFor();
    }));

  it('sees where they are in the line of sections', () =>
    reading('/sport', as, async (page) => {
      const current = page.locator('.sections [aria-current]');
      expect(await current.evaluate(isUncovered)).toBe(true);
      expect((await current.boundingBox())?.x).toBeLessThan((as.width ?? 1280) - 60);
    }));
});

describe('a reader on a phone', () => {
  it('finds every section one tap away', () =>
    reading('/', { width: 390 }, async (page) => {
      await page.locator('summary').click();
      const all = page.getByRole('navigation', { name: 'সব বিভাগ' });
      await all.getByRole('link', { name: 'অন্যান্য' }).waitFor();
      expect(await all.getByRole('link', { name: 'জাতীয়' }).evaluate(isUncovered)).toBe(true);
    }));
});

describe.each([1280, 390])('a reader with a keyboard alone, at %d px', (width) => {
  it('skips to the page’s own part first', () =>
    reading('/sport', { width }, async (page) => {
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'মূল অংশে যান' });
      expect(await skip.evaluate(isInUse)).toBe(true);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    }));

  it('comes to every link in the order of the text, and always sees where they are', () =>
    reading('/', { width }, async (page) => {
      const links = await page
        .locator('a:visible, summary')
        .evaluateAll((all) => all.map((link) => link.outerHTML));
      const stops: string[] = [];
      for (const _ of links) {
        await page.keyboard.press('Tab');
        const { html, seen } = await page.evaluate(focused);
        expect(seen, html).toBe(true);
        stops.push(html);
      }
      expect(stops).toEqual(links);
    }));
});

describe('a page whose style did not come', () => {
  it('is still in order: the name, the sections, the article', async () => {
    const { page, close } = await aReader(browser, desk.cloud.url);
    await page.route('**/*.css', (route) => route.abort());
    await page.goto('/sport');
    await page.getByRole('link', { name: sport.headline }).click();
    await page.getByRole('heading', { level: 1, name: sport.headline }).waitFor();
    await page.locator('footer').waitFor();
    const tops = await page
      .locator('.name, nav.sections, h1, .text, footer')
      .evaluateAll((all) => all.map((part) => part.getBoundingClientRect().top));
    expect(tops).toHaveLength(5);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(await page.locator('address').textContent()).toMatch(/^খবর প্রকাশক: .* desk@khobor\.example$/);
    expect(await page.locator('footer').getByRole('link', { name: 'আমাদের সম্পর্কে' }).isVisible()).toBe(true);
    await close();
  });
});

describe('a page whose font is late', () => {
  it('stands at once, and hardly moves when it comes', async () => {
    const { page, close } = await aReader(browser, desk.cloud.url, { width: 390 });
    expect((await openBeforeItsFont(page, '/')).fonts).toBe('loading');
    expect((await noticed(page)).shifted).toBeLessThan(0.05);
    await close();
  });
});

describe('a printed article', () => {
  it('is the article, its address in words, and nothing to click', async () => {
    const { page, close } = await aReader(browser, desk.cloud.url);
    await open(page, '/sport');
    await page.getByRole('link', { name: sport.headline }).click();
    await page.getByRole('heading', { level: 1, name: sport.headline }).waitFor();
    await page.locator('footer').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.text').isVisible()).toBe(true);
    for (const part of ['.sections', '.crumbs', '.foot nav', '.skip', 'address [href="/imprint"]'])
      expect(await page.locator(part).isVisible(), part).toBe(false);
    await close();
  });
});

describe('a subscriber', () => {
  it('confirms by the link of the mail, gets the news, and leaves by the link of that mail', async () => {
    const { cloud } = desk;
    const address = 'pathika@example.org';
    const mails = () => cloud.mailbox().filter(({ to }) => to.includes(address));
    await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['crime'] } });
    await cloud.rest();
    await reading(`/confirm#token=${tokenIn(mails()[0]?.text)}`, { width: 390 }, async (page) => {
      await page.getByRole('button', { name: 'নিশ্চিত করছি' }).click();
      await page.getByText('ধন্যবাদ').waitFor();
    });
    await desk.published({ section: 'crime', alert: 'section' });
    expect(mails()).toHaveLength(2);
    const leave = tokenIn(mails().find(({ text }) => text.includes('/unsubscribe#'))?.text);
    await reading(`/unsubscribe#token=${leave}`, { width: 390 }, async (page) => {
      await page.getByRole('button', { name: 'বন্ধ করুন', disabled: false }).press('Enter');
      await page.getByText('আর ই-মেইল যাবে না').last().waitFor();
    });
    await desk.published({ section: 'crime', alert: 'section', headline: 'আর যাবে না' });
    expect(mails()).toHaveLength(2);
  });
});

/** Whether nothing lies over the middle of an element that has the focus or is looked at. */
function isUncovered(element: Element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  return over !== null && (element === over || element.contains(over) || over.contains(element));
}

const isInUse = (element: Element) => element === document.activeElement && element.matches(':focus-visible');

/** What has the focus, and whether it is seen: on the screen, outlined, not under something else. */
function focused() {
  const element = document.activeElement ?? document.body;
  const [{ left = -1, top = -1, right = -1, bottom = -1 } = {}] = element.getClientRects();
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isShown = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
  const isOutlined = getComputedStyle(element).outlineStyle === 'solid';
  return {
    html: element.outerHTML,
    seen: isShown && isOutlined && (element === over || element.contains(over)),
  };
}
