import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ADesk } from '../journeys/a-desk.ts';

export const phone = 360;
export const wide = 1440;

/**
 * Somebody at the desk, with a browser of their own. `faults` is what no page of it may cause: a message in the console, an
 * error of a script, a violation of its policy, a request to anybody else.
 */
export async function atTheDesk(desk: ADesk, browser: Browser, name: string, width = wide) {
  const context = await browser.newContext({
    viewport: { width, height: width === phone ? 740 : 900 },
    reducedMotion: 'reduce',
    baseURL: desk.cloud.url,
  });
  await context.clock.install({ time: desk.cloud.clock.now() });
  const faults: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    // A preview is shown in a frame that runs nothing.
    const isOfPreview = message.text().startsWith('Blocked script execution');
    // Most articles have nothing unsaved, which is told by 404.
    const isOfUnsaved = message.location().url.endsWith('/working');
    if (!isOfPreview && !isOfUnsaved) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const isOurs = [desk.cloud.url, desk.cloud.aws.url].some((one) => request.url().startsWith(`${one}/`));
    const isOfThePage = request.url().startsWith('blob:');
    if (!isOurs && !isOfThePage) faults.push(`asked ${request.url()}`);
  });
  page.on('dialog', (dialog) => void dialog.accept());
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`violates ${event.violatedDirective}: ${event.blockedURI}`),
    );
  });
  await page.goto('/desk/');
  await page.getByRole('button', { name: 'প্রবেশ করুন' }).click();
  await page.locator(`button[value=${name}]`).click();
  await page.locator('.bar nav').waitFor();
  return { page, faults, context, close: () => context.close() };
}

/** Holds a screen against the rules for accessibility, and against the width of its window. */
export async function checked(page: Page, what: string) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe.source}; undefined`);
  const violations = await page.evaluate(async () => {
    // What lies over a text while it is scrolled hides no target for good.
    const over = [...document.querySelectorAll<HTMLElement>('.editor-tools, .save')];
    for (const one of over) one.style.position = 'static';
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
      // What is in a frame is of others, and without an origin.
      iframes: false,
    });
    for (const one of over) one.style.removeProperty('position');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  expect(violations, what).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider, `${what} is wider than its window`).toBeLessThanOrEqual(0);
}
