import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';
import { aBrowser, aReader, open } from './a-reader.ts';

let browser: Browser;
let cloud: ACloud;
let article: string;

beforeAll(async () => {
  [browser, cloud] = await Promise.all([aBrowser(), aStillCloud()]);
  article = `/sport/${await published()}`;
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
});

async function published() {
  const rumana = await cloud.someone('rumana', 'reporter');
  const kamal = await cloud.someone('kamal', 'editor');
  const { body } = await rumana.post('/api/articles', aFiling({ section: 'sport', alert: 'section' }));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  return String(body.id);
}

const mailsTo = (address: string) => cloud.mailbox().filter(({ to }) => to.includes(address));
/** The path of a link in the newest mail to a reader. */
const linkIn = (address: string, page: string) =>
  new RegExp(`/${page}#token=[^\\s"<]+`).exec(mailsTo(address)[0]?.text ?? '')?.[0] ?? '';

/** Subscribes through the API, and gets an alert. */
async function subscriber(address: string, sections = ['sport']) {
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections } });
  await cloud.rest();
  const token = linkIn(address, 'confirm').replace(/.*=/, '');
  await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
  await published();
  return address;
}

/** What WCAG 2.2 A and AA find on the page as it is, light and dark. */
async function violations(page: Page) {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe.source}; undefined`);
    const broken = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
    });
    found.push(...broken);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

const shots = process.env.SCREENSHOTS;
/** Pictures of a page for people to look at, where `SCREENSHOTS` names a folder. */
async function picture(page: Page, name: string) {
  if (!shots) return;
  for (const width of [360, 1280])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

const active = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
const statusOf = (page: Page) => page.getByRole('status');

describe('a reader at the foot of an article', () => {
  it('subscribes by keyboard alone, and is told of mistakes where they are', async () => {
    const { page, faults, close } = await aReader(browser, cloud.url);
    await page.clock.install();
    await open(page, article);
    // Somebody who reads before they sign up.
    await page.clock.fastForward(3_000);
    expect(
      await page
        .locator('.sign-up [name=sections]:checked')
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
    ).toEqual(['sport']);
    await picture(page, 'article');

    await page.locator('#sign-up-address').focus();
    await page.keyboard.type('nobody');
    await page.keyboard.press('Enter');
    await page.locator('#wrong-address').waitFor();
    expect(await active(page)).toBe('address');
    expect(await page.locator('#sign-up-address').getAttribute('aria-describedby')).toBe('wrong-address');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'mistake');

    await page.keyboard.type('@nowhere.invalid');
    await page.keyboard.press('Enter');
    await page.getByText('এই ঠিকানায় মেইল যায় না').waitFor();
    expect(await active(page)).toBe('address');

    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('keys@pathok.example');
    // Back to the first box, which is breaking news, and on to the button.
    await page.locator('.sign-up [name=sections]').first().focus();
    await page.keyboard.press('Space');
    await page.locator('#sign-up-address').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await statusOf(page).getByText('ই-মেইল যাচ্ছে').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
    expect(await page.locator('#sign-up-address').isVisible()).toBe(false);
    expect(await violations(page)).toEqual([]);
    await cloud.rest();
    expect(mailsTo('keys@pathok.example')[0]?.text).toContain('ব্রেকিং নিউজ, খেলা');
    // The refusal of a domain is an answer of the page's own; the browser notes it all the same.
    expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    await close();
  });

  it('subscribes with script off, and is told on a page', async () => {
    const { page, faults, close } = await aReader(browser, cloud.url, {
      width: 360,
      javaScriptEnabled: false,
    });
    await page.goto(article);
    await page.locator('#sign-up-address').fill('a@nowhere.invalid');
    await page.locator('.sign-up button').click();
    await page.locator('#wrong-address').waitFor();
    expect(await page.locator('#sign-up-address').inputValue()).toBe('a@nowhere.invalid');
    await page.locator('#sign-up-address').fill('plain@pathok.example');
    await page.locator('.sign-up button').click();
    await page.getByRole('heading', { level: 1, name: 'ই-মেইল খুলে নিশ্চিত করুন' }).waitFor();
    await cloud.rest();
    expect(mailsTo('plain@pathok.example')).toHaveLength(1);
    expect(faults).toEqual([]);
    await close();
  });

  it('finds the form on a page of its own', async () => {
    const { page, faults, close } = await aReader(browser, cloud.url);
    await open(page, '/newsletter');
    expect(await page.locator('[name=sections]:checked').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'newsletter');
    await open(page, '/privacy');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'privacy');
    expect(faults).toEqual([]);
    await close();
  });
});

describe('a link of a mail', () => {
  it('shows for whom and what before it confirms', async () => {
    const address = 'confirms@pathok.example';
    const body = { address, sections: ['law', 'breaking'] };
    await cloud.send('POST', '/api/subscriptions', { body });
    await cloud.rest();
    const { page, faults, close } = await aReader(browser, cloud.url);
    await open(page, linkIn(address, 'confirm'));
    await page.getByText('c•••@pathok.example').waitFor();
    expect(await page.locator('main li:visible').allTextContents()).toEqual(['ব্রেকিং নিউজ', 'আইন আদালত']);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'confirm');
    await page.getByRole('button', { disabled: false }).press('Enter');
    await statusOf(page).getByText('এখন খবরের গ্রাহক').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('is opened by a scanner that runs scripts and presses what it finds: nothing changes', async () => {
    const address = await subscriber('scanned@pathok.example', ['sport']);
    await cloud.turnBy(20 * 60_000);
    await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['law'] } });
    await cloud.rest();
    const links = mailsTo(address).flatMap(({ text, headers }) => [
      ...(text.match(/https?:\/\/\S+#token=\S+/g) ?? []),
      ...(/https?:[^>]+/.exec(headers['List-Unsubscribe'] ?? '') ?? []),
    ]);
    expect(new Set(links.map((link) => new URL(link).pathname)).size).toBe(4);
    const stored = async () => {
      const parveen = await cloud.someone('parveen', 'publisher');
      return (await parveen.post('/api/readers/export', { address })).body;
    };
    const before = await stored();
    for (const press of ['by script', 'by its mouse'] as const) {
      const { page, close } = await aReader(browser, cloud.url, { isMachine: press === 'by its mouse' });
      for (const link of links) {
        await open(page, link.replace(/^https?:\/\/[^/]+/, ''));
        const buttons = page.locator('main button:visible');
        await buttons.first().waitFor();
        for (const button of await buttons.all())
          if (press === 'by script') await button.evaluate((one) => (one as HTMLButtonElement).click());
          else await button.click();
      }
      await close();
    }
    await cloud.rest();
    expect(await stored()).toEqual(before);
    // Who presses with a program of theirs, because they cannot otherwise, presses again.
    const { page, faults, close } = await aReader(browser, cloud.url, { isMachine: true });
    await open(page, linkIn(address, 'confirm'));
    const button = page.getByRole('button', { name: 'নিশ্চিত করছি' });
    await button.click();
    await statusOf(page).getByText('আবার চাপুন').waitFor();
    await button.click();
    await statusOf(page).getByText('এখন খবরের গ্রাহক').waitFor();
    expect((await stored()).sections).toEqual(['sport', 'law']);
    expect(faults).toEqual([]);
    await close();
  });

  it('changes, pauses and ends what is sent', async () => {
    const address = await subscriber('chooses@pathok.example', ['sport', 'law']);
    const { page, faults, close } = await aReader(browser, cloud.url);
    await open(page, linkIn(address, 'unsubscribe'));
    await page.getByRole('link', { name: 'বিভাগ বদলান' }).click();
    await page.getByText('c•••@pathok.example').waitFor();
    const ticked = () =>
      page
        .locator('[name=sections]:checked')
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    expect(await ticked()).toEqual(['sport', 'law']);
    expect(await violations(page)).toEqual([]);
    await picture(page, 'preferences');
    await page.getByLabel('আইন আদালত').uncheck();
    await page.getByLabel('কৃষি').check();
    await page.getByLabel('৭ দিন থামুক').check();
    await page.getByRole('button', { name: 'রাখুন', disabled: false }).press('Enter');
    await statusOf(page).getByText('পছন্দ রাখা হলো').waitFor();
    await page.getByText('১ ডিসেম্বর পর্যন্ত').waitFor();
    await picture(page, 'paused');
    await page.reload();
    await page.getByText('১ ডিসেম্বর পর্যন্ত').waitFor();
    expect(await ticked()).toEqual(['sport', 'agriculture']);
    const before = mailsTo(address).length;
    await published();
    expect(mailsTo(address)).toHaveLength(before);
    await page.getByRole('button', { name: 'বন্ধ করুন' }).click();
    await statusOf(page).getByText('আর ই-মেইল যাবে না').waitFor();
    await page.reload();
    await statusOf(page).getByText('আর কার্যকর নয়').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('shows what is stored, once', async () => {
    const address = await subscriber('asks@pathok.example');
    await cloud.turnBy(20 * 60_000);
    const { page, faults, close } = await aReader(browser, cloud.url);
    await open(page, linkIn(address, 'preferences'));
    await page.getByRole('button', { name: 'লিংক পাঠান' }).click();
    await statusOf(page).getByText('আপনার ঠিকানায় যাচ্ছে').waitFor();
    await cloud.rest();
    await open(page, linkIn(address, 'my-data'));
    await page.getByRole('button', { name: 'সব মুছুন' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'my-data');
    await page.getByRole('button', { name: 'দেখান' }).click();
    await page.getByText('"address": "asks@pathok.example"').waitFor();
    expect(await violations(page)).toEqual([]);
    await picture(page, 'shown');
    expect(faults).toEqual([]);
    await close();
  });
});
