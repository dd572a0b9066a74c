import axe from 'axe-core';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../shared/bangla/dates.ts';
import { sections } from '../../shared/newsroom.ts';
import { topicPath } from '../../shared/site/view/paths.ts';
import { aNewsroom, paths } from './a-newsroom.ts';
import { aBrowser, aReader, noticed, open } from './a-reader.ts';

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
    like: /^\/\w+\/art_\w+$/,
  },
  'corrected article': { at: () => newsroom.pathOf(newsroom.corrected) },
  'retracted article': { at: () => newsroom.pathOf(newsroom.retracted), status: 410 },
  'killed article': { at: () => newsroom.pathOf(newsroom.killed), status: 410 },
  'archive of a day': { at: () => `/archive/${today()}`, like: /^\/archive\/[\d-]+$/ },
  'archive of a section': { at: () => `/law/archive/${today()}`, like: /^\/\w+\/archive\/[\d-]+$/ },
  tag: { at: () => topicPath('tag', 'তিস্তা'), like: /^\/tag\/\w+$/ },
  author: { at: () => topicPath('author', 'রেহানা পারভীন'), like: /^\/author\/\w+$/ },
  imprint: { at: () => '/imprint', like: /^\/imprint$/ },
  'corrections policy': { at: () => '/corrections-policy', like: /^\/corrections-policy$/ },
  confirm: { at: () => '/confirm?token=a' },
  unsubscribe: { at: () => '/unsubscribe?token=a' },
  'not found': { at: () => '/national/art_000000000000', status: 404 },
};

/** Files that pages lead to besides pages. */
const files = /^\/(?:assets\/.+|favicon\.svg|(?:\w+\/)?(?:feed\.xml|atom\.xml|feed\.json))$/;

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

const checker = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:recommended'] }));

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

async function readsWell(path: string, status: number, width: number) {
  const { page, faults, close } = await aReader(browser, newsroom.site, { width });
  expect(await open(page, path)).toBe(status);
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, ['color-contrast', 'link-in-text-block'])).toEqual([]);
  expect(await page.evaluate(excess)).toBe(0);
  const { shifted, largest } = await noticed(page);
  expect(shifted).toBeLessThan(0.05);
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
  await page.evaluate(`${axe.source}; undefined`);
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
