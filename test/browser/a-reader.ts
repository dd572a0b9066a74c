import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { noon } from '../a-clock.ts';
import { patience } from '../patience.ts';
import { chromiumPath } from './chromium-path.ts';

/** In one process, closing a page would close the browser. The others make it less strict than a reader's is. */
const unwanted =
  /^--(single-process|disable-web-security|allow-running-insecure-content|disable-site-isolation-trials|no-pings|disable-features=)/;

/** A Chromium for the tests of a file, which waits for pages as long as they take. */
export async function aBrowser(): Promise<Browser> {
  const args = chromium.args.filter((arg) => !unwanted.test(arg));
  const browser = await playwright.launch({
    args,
    executablePath: await chromiumPath(),
    timeout: patience,
  });
  // It holds for navigations too.
  return browser.on('context', (context) => context.setDefaultTimeout(patience));
}

export type Reader = {
  width?: number;
  dark?: boolean;
  javaScriptEnabled?: boolean;
  /** The slots that an earlier page of this visit had ads for: room is kept for them. */
  slots?: string;
  /** A machine that says so, as browsers under remote control do. */
  isMachine?: boolean;
};

/** What a reader's browser noticed of a page while it was read. */
type Noticed = { shifted: number; largest: string };

/**
 * Somebody who reads with a browser of this kind. `faults` is what no page may cause: a message in the console, an error
 * of a script, a request to anybody but the site, an answer that is none. What the page itself answers is for the test.
 */
export async function aReader(
  browser: Browser,
  site: string,
  { width = 1280, dark = false, javaScriptEnabled = true, slots, isMachine = false }: Reader = {},
) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    javaScriptEnabled,
    baseURL: site,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    const isOfThePage = message.location().url === page.url() && message.text().includes('status of 4');
    if (message.type() !== 'log' && !isOfThePage) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${site}/`)) faults.push(`asked ${request.url()}`);
  });
  page.on('response', (response) => {
    if (!response.ok() && !response.request().isNavigationRequest() && response.status() !== 304)
      faults.push(`${response.status()} ${response.url()}`);
  });
  if (javaScriptEnabled) await page.addInitScript(watch);
  if (javaScriptEnabled && !isMachine) await page.addInitScript(byHand);
  if (slots !== undefined) await page.addInitScript((known) => sessionStorage.setItem('slots', known), slots);
  return { page, faults, close: () => context.close() };
}

/** Opens a page and waits until its type is set. */
export async function open(page: Page, path: string) {
  const answer = await page.goto(path);
  await page.evaluate(untilSet);
  return answer?.status();
}

/**
 * Opens a page whose font comes only when it was drawn without, as on a slow line: nothing moves more. `fonts` is what
 * they were then.
 */
export async function openBeforeItsFont(page: Page, path: string) {
  const late = Promise.withResolvers<void>();
  await page.route('**/*.woff2', async (route) => {
    await late.promise;
    await route.continue();
  });
  const answer = await page.goto(path, { waitUntil: 'domcontentloaded' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const fonts = await page.evaluate(() => document.fonts.status);
  late.resolve();
  await page.evaluate(untilSet);
  return { status: answer?.status(), fonts };
}

/** Runs in the page. */
export async function untilSet() {
  await document.fonts.ready;
  // An observer is called when a frame was drawn, even where a test has stopped the page's time.
  await new Promise((drawn) => new IntersectionObserver(drawn).observe(document.documentElement));
}

/** The page's time stands, but for what `page.clock.runFor` lets pass: no test is about how fast a browser is. */
export async function stopTime(page: Page) {
  await page.clock.install({ time: noon });
  await page.clock.pauseAt(noon);
}

/** How far a page moved under its reader so far, and what the largest thing on it is, beside ads. */
export const noticed = (page: Page) =>
  page.evaluate(() => (window as unknown as { noticed: Noticed }).noticed);

/** Waits until the browser has told what the largest thing on a page is, which ends when a reader scrolls. */
export const untilLargest = (page: Page) =>
  page.waitForFunction(() => (window as unknown as { noticed: Noticed }).noticed.largest !== '');

/** Runs in the page before anything of it: its reader is a person, not a browser under remote control. */
export function byHand() {
  Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false });
}

/** Runs in the page before anything of it. */
function watch() {
  const noticed: Noticed = { shifted: 0, largest: '' };
  Object.assign(window, { noticed });
  type Shift = PerformanceEntry & { value: number };
  type Paint = PerformanceEntry & { element: Element | null; url: string };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noticed.shifted += (entry as Shift).value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { element, url } = entry as Paint;
      // An ad comes once the text is there, and is waited for by nobody.
      if (!element?.closest('.ad')) noticed.largest = url || (element?.localName ?? '');
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true });
}
