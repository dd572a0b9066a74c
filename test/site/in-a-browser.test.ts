import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { articlePage } from '../../shared/site/pages/article.tsx';
import { confirmPage } from '../../shared/site/pages/confirm.tsx';
import { homePage } from '../../shared/site/pages/home.tsx';
import { unsubscribePage } from '../../shared/site/pages/unsubscribe.tsx';
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
let status = 204;

beforeAll(async () => {
  site = await served(
    {
      '/': homePage({ sections: [{ section: 'national', cards }], now: '2024-11-02T18:00:00.000Z' }, theSite),
      '/article': articlePage(
        aStory({ headline: long, content: { body: [paragraph(long), wide], dateline: long } }),
        { latest: cards },
        theSite,
      ),
      '/hostile': articlePage(
        aStory({ headline: hostile, content: { body: [paragraph(hostile)], tags: [hostile] } }),
        { latest: [] },
        theSite,
      ),
      '/confirm': confirmPage(theSite),
      '/unsubscribe': unsubscribePage(theSite),
    },
    () => status,
  );
});
afterAll(() => site.close());

/** A page opened at this width, with what the browser complained about. */
async function open(path: string, { width = 390, javaScriptEnabled = true } = {}) {
  const context = await site.browser.newContext({ viewport: { width, height: 640 }, javaScriptEnabled });
  const page = await context.newPage();
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
    for (const path of ['/', '/article', '/confirm#token=t'])
      expect((await open(path)).complaints).toEqual([]);
  });
});

describe.each([
  ['/confirm', '/api/subscriptions/confirm', 'ধন্যবাদ। আপনি এখন খবরের গ্রাহক।'],
  ['/unsubscribe', '/api/subscriptions/unsubscribe', 'আপনার ঠিকানায় আর ই-মেইল যাবে না।'],
])('%s', (path, route, done) => {
  it('posts the token, but only once the reader presses the button', async () => {
    status = 204;
    const { page } = await open(`${path}#token=a%2Bb.c`);
    expect(site.posts.splice(0)).toEqual([]);
    await page.getByRole('button').click();
    await page.getByText(done).waitFor();
    expect(site.posts.splice(0)).toEqual([{ path: route, body: '{"token":"a+b.c"}' }]);
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
    const { page } = await open('/confirm#token=t');
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
