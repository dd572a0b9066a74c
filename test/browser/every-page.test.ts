import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { termOf } from '../../shared/articles/terms.ts';
import { dayOf } from '../../shared/bangla/dates.ts';
import { sections } from '../../shared/newsroom.ts';
import { termPath } from '../../shared/site/view/paths.ts';
import { aNewsroom, paths } from './a-newsroom.ts';
import { aBrowser, aReader, noticed, open, openBeforeItsFont, untilLargest } from './a-reader.ts';

let browser: Browser;
let newsroom: Awaited<ReturnType<typeof aNewsroom>>;
let found: Map<string, number>;

beforeAll(async () => {
  [browser, newsroom] = await Promise.all([aBrowser(), aNewsroom()]);
  found = await paths(newsroom.site);
});
afterAll(async () => {
  await browser.close();
  await newsroom.cloud.close();
});

const today = () => dayOf(new Date(newsroom.cloud.clock.now()).toISOString());

/** One page of each kind: where it is, what paths of its kind look like, and its status. */
const kinds: Record<string, { at: () => string; like?: RegExp; status?: number }> = {
  home: { at: () => '/', like: /^\/$/ },
  'section front': { at: () => '/sport', like: /^\/\w+$/ },
  article: {
    at: () => newsroom.pathOf(newsroom.filed.at(-1) ?? ''),
    like: /^\/\w+\/art_\w+(?:\/[\w%-]+)?$/,
  },
  'corrected article': { at: () => newsroom.pathOf(newsroom.corrected) },
  'retracted article': { at: () => newsroom.pathOf(newsroom.retracted) },
  'killed article': { at: () => newsroom.pathOf(newsroom.killed), status: 410 },
  'archive of a day': { at: () => `/archive/${today()}`, like: /^\/archive\/[\d-]+$/ },
  'archive of a section': { at: () => `/law/archive/${today()}`, like: /^\/\w+\/archive\/[\d-]+$/ },
  tag: { at: () => termPath({ name: 'তিস্তা', term: termOf('tag', 'তিস্তা') }), like: /^\/tag\/[^/]+$/ },
  author: {
    at: () => termPath({ name: 'রেহানা পারভীন', term: termOf('author', 'রেহানা পারভীন') }),
    like: /^\/author\/[^/]+$/,
  },
  'author with a record': { at: () => '/author/rehana-parveen', like: /^\/author\/[a-z-]+$/ },
  imprint: { at: () => '/imprint', like: /^\/imprint$/ },
  'corrections policy': { at: () => '/corrections-policy', like: /^\/corrections-policy$/ },
  newsletter: { at: () => '/newsletter', like: /^\/newsletter$/ },
  privacy: { at: () => '/privacy', like: /^\/privacy$/ },
  contact: { at: () => '/contact', like: /^\/contact$/ },
  terms: { at: () => '/terms', like: /^\/terms$/ },
  // With a token they ask what it is about: see the tests of subscribing.
  confirm: { at: () => '/confirm' },
  preferences: { at: () => '/preferences' },
  'what is stored': { at: () => '/my-data' },
  'the archive of a day': { at: () => '/archive' },
  unsubscribe: { at: () => '/unsubscribe#token=a' },
  'not found': { at: () => '/national/art_000000000000', status: 404 },
};

/** Files that pages lead to besides pages. */
const files =
  /^\/(?:assets\/.+|favicon\.\w+|icon-180\.png|site\.webmanifest|(?:[\w%-]+\/){0,2}(?:feed\.xml|atom\.xml|feed\.json))$/;

describe('the links of the site', () => {
  it('lead somewhere, every one', () => {
    expect(found.size).toBeGreaterThan(newsroom.filed.length + sections.length);
    expect([...found].filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('lead to no kind of page that is not looked at here', () => {
    const likes = [files, ...Object.values(kinds).flatMap(({ like }) => like ?? [])];
    expect([...found.keys()].filter((path) => !likes.some((like) => like.test(path)))).toEqual([]);
  });
});

describe('what a reader downloads, compressed as the CDN does', () => {
  const weightOf = async (path: string) => gzipSync((await newsroom.cloud.page(path)).text).length;
  const isArticle = (path: string) => kinds.article?.like?.test(path) ?? false;
  const fileOf = async (kind: RegExp) => kind.exec((await newsroom.cloud.page('/confirm')).text)?.[1] ?? '';

  it('is under 14 KB for an article, the first round trip, and under 20 KB for any page', async () => {
    const pages = [...found.keys()].filter((path) => !files.test(path));
    const heavy = pages.map(async (path) => [path, await weightOf(path)] as const);
    for (const [path, weight] of await Promise.all(heavy))
      expect(weight, path).toBeLessThan(isArticle(path) ? 14_000 : 20_000);
  });

  it('is under 6.2 KB for the style, and under 1.5 KB for the script of the pages that mails lead to', async () => {
    expect(await weightOf(await fileOf(/rel="stylesheet" href="([^"]*)"/))).toBeLessThan(6_200);
    expect(await weightOf(await fileOf(/<script src="(\/assets\/subscription[^"]*)"/))).toBeLessThan(1_500);
  });

  it('is under 2 KB for each script that an article names: for ads, for what leads on, for its form, which has 1.5, for reading and how it is shown, 1', async () => {
    for (const path of [...found.keys()].filter(isArticle)) {
      const { text } = await newsroom.cloud.page(path);
      const scripts = [...text.matchAll(/<script(?! type="application\/ld\+json")[^>]*>/g)].map(
        ([tag]) => tag,
      );
      expect(scripts).toEqual([
        expect.stringMatching(/^<script src="\/assets\/display\.\w+\.js">$/),
        expect.stringMatching(/^<script src="\/assets\/ads\.\w+\.js" defer>$/),
        expect.stringMatching(/^<script src="\/assets\/reading\.\w+\.js" defer>$/),
        expect.stringMatching(/^<script src="\/assets\/sign-up\.\w+\.js" defer>$/),
        expect.stringMatching(/^<script src="\/assets\/onward\.\w+\.js" defer>$/),
      ]);
      const [display, ads, reading, form, onward] = scripts.map(
        (script) => /src="([^"]*)"/.exec(script)?.[1] ?? '',
      );
      expect(await weightOf(display ?? '')).toBeLessThan(1_000);
      expect(await weightOf(ads ?? '')).toBeLessThan(2_000);
      expect(await weightOf(onward ?? '')).toBeLessThan(2_000);
      expect(await weightOf(reading ?? '')).toBeLessThan(1_000);
      expect(await weightOf(form ?? '')).toBeLessThan(1_500);
    }
  });
});

const checker = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended'],
    // Boxes of one list share its name, as HTML means them to.
    rules: { 'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'button', 'reset', 'submit'] }] },
  }),
);

describe.each(Object.entries(kinds))('%s', (_, { at, status = 200 }) => {
  it('reads well on a phone and on a desk, light and dark', async () => {
    await Promise.all([390, 1280].map((width) => readsWell(at(), status, width)));
  });

  it('is valid HTML', async () => {
    const { text } = await newsroom.cloud.page(at());
    const { results } = await checker.validateString(text);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  });
});

describe('a page that is read', () => {
  it('does not move where a Bengali font is there', async () => {
    const { page, close } = await aReader(browser, newsroom.site, { width: 390 });
    // Whatever it is set in, it stays in: nothing comes later.
    await page.route('**/*.woff2', (route) => route.abort());
    for (const { at } of Object.values(kinds)) {
      await open(page, at());
      expect((await noticed(page)).shifted, at()).toBeLessThan(0.01);
    }
    await close();
  });

  it('moves under 0.05 where the web font has to come, three times out of four, and never over 0.1', () => {
    // A headline that just fills its line may take another one in boxes; readers are said to notice from 0.1 on.
    const sorted = shifts.sort((a, b) => a - b);
    expect(sorted).toHaveLength(2 * Object.keys(kinds).length);
    expect(sorted[Math.ceil(sorted.length * 0.75) - 1]).toBeLessThan(0.05);
    expect(sorted.at(-1)).toBeLessThan(0.1);
  });
});

/** How far each page moved when its font came. */
const shifts: number[] = [];

async function readsWell(path: string, status: number, width: number) {
  const { page, faults, close } = await aReader(browser, newsroom.site, { width });
  expect((await openBeforeItsFont(page, path)).status).toBe(status);
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
  expect(await page.evaluate(excess)).toBe(0);
  await untilLargest(page);
  const { shifted, largest } = await noticed(page);
  shifts.push(shifted);
  // Text: a picture would be told by its address.
  expect(largest).toMatch(/^(?:article|h[1-3]|p|a|span|li|td|th|dd|button|time)$/);
  expect(faults).toEqual([]);
  await close();
}

it('the check itself finds a fault', async () => {
  const { page, close } = await aReader(browser, newsroom.site);
  await open(page, '/');
  await page.evaluate(() => {
    for (const heading of document.querySelectorAll('h1')) heading.style.color = '#eee';
    document.documentElement.removeAttribute('lang');
  });
  expect(await violations(page)).toEqual([expect.stringContaining('color-contrast'), 'html-has-lang: html']);
  await close();
});

/** The rules of WCAG 2.2 A and AA, or some of them, that a page breaks as it is shown. */
async function violations(page: Page, only?: string[]) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe.source}; undefined`);
  const runOnly = only
    ? ({ type: 'rule', values: only } as const)
    : ({ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } as const);
  return page.evaluate(
    async (options) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
    },
    { runOnly, resultTypes: ['violations'] } as axe.RunOptions,
  );
}

const excess = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
