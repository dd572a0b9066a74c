import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { confirmPage } from '../../shared/site/pages/confirm.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { newsletterPage } from '../../shared/site/pages/newsletter.tsx';
import { preferencesPage } from '../../shared/site/pages/preferences.tsx';
import { unsubscribePage } from '../../shared/site/pages/unsubscribe.tsx';
import { byHand } from '../browser/a-reader.ts';
import { assets, served, theSite } from './a-browser.ts';
import { aCard, aStory, paragraph } from './a-story.ts';

const hostile = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
const wide: Block = {
  kind: 'table',
  head: Array.from({ length: 12 }, (_, at) => [{ text: `বিপৎসীমার${at}ওপরে` }]),
  rows: [],
};
const long = 'ক্ষুদ্রঋণগ্রহীতা'.repeat(10);
const cards = ['a', 'b', 'c', 'd'].map((id) => aCard({ id, headline: long, standfirst: long }));

let site: Awaited<ReturnType<typeof served>>;
let status = 200;

beforeAll(async () => {
  site = await served(
    {
      '/': homePage({ sections: [{ section: 'national', cards }], now: '2024-11-02T18:00:00.000Z' }, theSite),
      '/article': articlePage(
        aStory({ headline: long, content: { body: [paragraph(long), wide], dateline: long } }),
        { latest: cards },
        theSite,
      ),
      '/films': articlePage(
        aStory({
          content: {
            body: [
              { kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' },
              { kind: 'embed', provider: 'tiktok', id: '@khobor/video/7123456789012345678' },
              { kind: 'embed', provider: 'soundcloud', id: 'khobor/padma' },
            ],
          },
        }),
        { latest: [] },
        theSite,
      ),
      '/hostile': articlePage(
        aStory({ headline: hostile, content: { body: [paragraph(hostile)], tags: [hostile] } }),
        { latest: [] },
        theSite,
      ),
      '/confirm': confirmPage(theSite),
      '/unsubscribe': unsubscribePage(theSite),
      '/preferences': preferencesPage(theSite),
      '/newsletter': newsletterPage(theSite),
    },
    () => status,
  );
});
afterAll(() => site.close());

/** A page opened at this width, with what the browser complained about. */
async function open(path: string, { width = 390, javaScriptEnabled = true } = {}) {
  const context = await site.browser.newContext({ viewport: { width, height: 640 }, javaScriptEnabled });
  const page = await context.newPage();
  if (javaScriptEnabled) await page.addInitScript(byHand);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The site's icon is no part of these pages.
    if (message.type() === 'error' && !message.location().url.endsWith('.svg'))
      complaints.push(message.text());
  });
  await page.goto(site.at + path);
  return { page, complaints };
}

describe('a page in a browser', () => {
  it.each([
    ['/', 320],
    ['/', 640],
    ['/', 1280],
    ['/article', 320],
    ['/article', 640],
    ['/article', 1280],
  ])('%s never scrolls sideways at %d px', async (path, width) => {
    const { page } = await open(path, { width });
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(excess).toBe(0);
  });

  it('runs nothing a text holds, and shows it as it was written', async () => {
    const { page, complaints } = await open('/hostile');
    expect(await page.locator('h1').textContent()).toBe(hostile);
    expect(await page.title()).not.toBe('run');
    expect(complaints).toEqual([]);
  });

  it('keeps its own policy', async () => {
    for (const path of ['/', '/article', '/confirm#token=t', '/preferences#token=t', '/newsletter'])
      expect((await open(path)).complaints).toEqual([]);
  });
});

describe('a film in an article', () => {
  /** A page of which every request to others is noted and answered with an empty page. */
  async function watched(javaScriptEnabled = true) {
    const { page, complaints } = await open('/films', { javaScriptEnabled });
    const asked: string[] = [];
    await page.context().route(
      (url) => url.origin !== site.at,
      (route) => {
        asked.push(route.request().url());
        return route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<p>এখানে</p>' });
      },
    );
    return { page, complaints, asked, panels: page.locator('.embed > a') };
  }

  it('asks its provider for nothing before it is pressed, and then for its frame alone', async () => {
    const { page, complaints, asked, panels } = await watched();
    await panels.last().scrollIntoViewIfNeeded();
    expect(asked).toEqual([]);
    for (const key of ['Enter', 'Enter', 'Enter']) {
      await panels.first().press(key);
      await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('iframe');
    }
    await page.frameLocator('iframe >> nth=2').getByText('এখানে').waitFor();
    expect(asked.map((url) => new URL(url).host)).toEqual([
      'www.youtube-nocookie.com',
      'www.tiktok.com',
      'w.soundcloud.com',
    ]);
    expect(complaints).toEqual([]);
    expect(await page.locator('figcaption a').count()).toBe(3);
  });

  it('moves nothing when it comes', async () => {
    const { page, panels } = await watched();
    const heights = () =>
      page.locator('figure.embed').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    const before = await heights();
    for (let left = 3; left > 0; left -= 1) await panels.first().click();
    expect(await heights()).toEqual(before);
  });

  it('is the provider’s page in a tab of its own for whoever asks for one, and without a script', async () => {
    const { page, panels } = await watched();
    await Promise.all([
      page.context().waitForEvent('page'),
      panels.first().click({ modifiers: ['Control'] }),
    ]);
    expect(await panels.first().getAttribute('href')).toBe('https://www.youtube.com/watch?v=dQw4w9WgXcQ');
    expect(await page.locator('iframe').count()).toBe(0);
    const plain = await watched(false);
    await plain.panels.first().click();
    await plain.page.waitForURL('https://www.youtube.com/watch?v=dQw4w9WgXcQ');
  });

  it('cannot be the frame of anybody else', async () => {
    const { page, complaints, asked, panels } = await watched();
    await panels.first().evaluate((link) => link.setAttribute('data-frame', 'https://evil.example/'));
    await panels.first().click();
    await expect.poll(() => complaints.join()).toContain('frame-src');
    expect(asked).toEqual([]);
    expect(await page.locator('iframe').count()).toBe(1);
  });

  it('is a link with its address on paper', async () => {
    const { page, panels } = await watched();
    await panels.first().click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('iframe').isVisible()).toBe(false);
    expect(await page.locator('.share').isVisible()).toBe(false);
    expect(await page.locator('figcaption a').isVisible()).toBe(true);
  });
});

describe('the address of an article', () => {
  it('is copied when a reader asks, and without a script there is nothing to press', async () => {
    const { page } = await open('/article');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'লিংক কপি করুন' }).click();
    await page.getByRole('button', { name: 'লিংক কপি হয়েছে'.normalize('NFC') }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'https://news.example/national/art_7k2m9x4q1w5p',
    );
    const plain = await open('/article', { javaScriptEnabled: false });
    expect(await plain.page.getByRole('button', { name: 'লিংক' }).count()).toBe(0);
  });
});

describe.each([
  ['/confirm', '/api/subscriptions/confirm', ['/api/subscriptions/wish'], 'ধন্যবাদ। আপনি এখন খবরের গ্রাহক।'],
  [
    '/unsubscribe',
    '/api/subscriptions/unsubscribe',
    [],
    'আপনার ঠিকানায় আর ই-মেইল যাবে না। তবু কোনো ই-মেইল এলে সেটির নিচের লিংক থেকে বন্ধ করুন।',
  ],
])('%s', (path, route, reads, done) => {
  it('posts the token, but only once the reader presses the button', async () => {
    status = 200;
    site.posts.splice(0);
    const { page } = await open(`${path}#token=a%2Bb.c`);
    await page.getByRole('button').waitFor();
    const body = '{"token":"a+b.c"}';
    expect(site.posts.splice(0)).toEqual(reads.map((read) => ({ path: read, body })));
    await page.getByRole('button').click();
    await page.getByText(done).waitFor();
    expect(site.posts.splice(0)).toEqual([{ path: route, body }]);
    expect(await page.getByRole('button').count()).toBe(0);
  });
});

describe('a subscription page', () => {
  it.each([
    [400, 'আর কার্যকর নয়', 0],
    [429, 'একটু পরে আবার চেষ্টা করুন', 1],
    [503, 'একটু পরে আবার চেষ্টা করুন', 1],
  ])('answered with %d says what to do', async (code, words, buttons) => {
    status = code;
    const { page } = await open('/unsubscribe#token=t');
    await page.getByRole('button').click();
    await page.getByRole('status').getByText(words).waitFor();
    expect(await page.getByRole('button').count()).toBe(buttons);
  });

  it('without a token says that its link is no good', async () => {
    const { page } = await open('/confirm');
    expect(await page.getByRole('status').textContent()).toContain('আর কার্যকর নয়');
  });

  it('without JavaScript says what it needs, and offers an address', async () => {
    const { page } = await open('/confirm#token=t', { javaScriptEnabled: false });
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('noscript a').getAttribute('href')).toBe('mailto:desk@khobor.example');
  });
});

describe('what a page loads besides', () => {
  it('comes from the site alone', async () => {
    const css = new TextDecoder().decode((await assets()).get('/assets/style.css'));
    expect(
      [...css.matchAll(/url\(([^)]*)\)/g)].every(([, url]) => url?.replace(/^"/, '').startsWith('/assets/')),
    ).toBe(true);
  });
});
