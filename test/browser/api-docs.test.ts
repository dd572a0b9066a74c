import axe from 'axe-core';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aStillCloud } from '../a-cloud.ts';
import { contract } from '../contract.ts';
import { aBrowser, aReader, open, type Reader } from './a-reader.ts';

let browser: Browser;
let cloud: ACloud;

beforeAll(async () => {
  [browser, cloud] = await Promise.all([aBrowser(), aStillCloud()]);
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
});

const routes = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

/** A name as readers know the site by: some libraries ask others for something, but not on `localhost`. */
const site = 'https://news.example';

/** Somebody who has the page of the API before them, drawn by its script. */
async function aClientAuthor(reader: Reader = {}, fragment = '') {
  const author = await aReader(browser, site, reader);
  author.page.setDefaultTimeout(0);
  await author.page.route(`${site}/**`, async (route) => {
    const url = route.request().url().replace(site, cloud.url);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await open(author.page, `/api/docs${fragment}`);
  await author.page
    .locator('.opblock')
    .nth(routes.length - 1)
    .waitFor();
  const close = async () => {
    await author.page.unrouteAll({ behavior: 'wait' });
    await author.close();
  };
  return { ...author, close };
}

/** The operations that the page lists at the moment. */
const listed = (page: Page) =>
  page
    .locator('.opblock-summary')
    .evaluateAll((rows) =>
      rows.map((row) =>
        ['method', 'path']
          .map((part) => row.querySelector(`.opblock-summary-${part}`)?.textContent)
          .join(' '),
      ),
    );

const operation = (page: Page, id: string) => page.locator(`[id$="-${id}"]`);

async function unfold(page: Page, id: string) {
  await operation(page, id).locator('.opblock-summary-control').click();
  await operation(page, id).locator('.responses-wrapper').waitFor();
}

describe('the page of the API', () => {
  describe.each([
    ['on a desk', { width: 1280 }],
    ['on a phone', { width: 390 }],
    ['in the dark', { dark: true }],
  ])('%s', (_, reader) => {
    let author: Awaited<ReturnType<typeof aClientAuthor>>;
    beforeAll(async () => {
      author = await aClientAuthor(reader);
      await unfold(author.page, 'articlesApprove');
    });
    afterAll(() => author.close());

    it('is drawn from the site alone, within its policy and its width', async () => {
      expect(await author.page.evaluate(excess)).toBe(0);
      expect(author.faults).toEqual([]);
    });

    it('can be used by everybody', async () => {
      expect(await barriers(author.page)).toEqual([]);
    });
  });

  it('lists every operation', async () => {
    const { page, close } = await aClientAuthor();
    expect((await listed(page)).sort()).toEqual(routes.toSorted());
    await close();
  });

  it('finds an operation by a part of its path', async () => {
    const { page, close } = await aClientAuthor();
    await page.locator('.operation-filter-input').fill('approve');
    await page.locator('.opblock').nth(1).waitFor({ state: 'detached' });
    expect(await listed(page)).toEqual(['POST /api/articles/{id}/approve']);
    await close();
  });

  it('opens at the operation that a link names, with the codes of its refusals in view', async () => {
    const { page, faults, close } = await aClientAuthor({}, '#/articles/articlesApprove');
    await operation(page, 'articlesApprove').getByText('own-copy').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('sends a request of somebody with a token, and shows the answer', async () => {
    const { page, faults, close } = await aClientAuthor();
    await page.locator('.btn.authorize').click();
    await page
      .locator('.dialog-ux input')
      .first()
      .fill(await cloud.token('rumana', 'reporter'));
    await page.locator('.dialog-ux [type=submit]').first().click();
    await page.locator('.dialog-ux .btn-done').first().click();
    await unfold(page, 'articlesWaiting');
    await operation(page, 'articlesWaiting').locator('.try-out__btn').click();
    await operation(page, 'articlesWaiting').locator('.execute').click();
    await operation(page, 'articlesWaiting')
      .locator('.live-responses-table')
      .getByText('toApprove')
      .waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});

describe('the page of the API without a script', () => {
  it('lists every route and leads to the contract', async () => {
    const { page, faults, close } = await aReader(browser, cloud.url, { javaScriptEnabled: false });
    await page.goto('/api/docs');
    expect((await page.locator('main li code').allTextContents()).sort()).toEqual(routes.toSorted());
    expect(await page.getByRole('link').getAttribute('href')).toBe('/api/openapi.json');
    expect(faults).toEqual([]);
    await close();
  });

  it('is valid HTML', async () => {
    const { text } = await cloud.page('/api/docs');
    const checker = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:recommended'] }));
    const { results } = await checker.validateString(text);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  });
});

const excess = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/**
 * What the library itself gets wrong, and a stylesheet cannot mend: the row that unfolds an operation is a button around a
 * link to it, and the arrow that unfolds a schema without a name of its own is a button without a name.
 */
const ofTheLibrary: Record<string, RegExp> = {
  'nested-interactive': /class="opblock-summary-control"/,
  'button-name': /class="json-schema-2020-12-accordion"/,
};

/** The rules of WCAG 2.2 A and AA that the page breaks, beside those. */
async function barriers(page: Page) {
  await page.evaluate(`${axe.source}; undefined`);
  const found = await page.evaluate(async () => {
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: { type: 'tag', values },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html })));
  });
  return found.filter(({ id, html }) => !ofTheLibrary[id]?.test(html));
}
