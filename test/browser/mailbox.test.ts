import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aFiling, aStillCloud } from '../a-cloud.ts';
import { aBrowser, aReader } from './a-reader.ts';

let cloud: ACloud;
let browser: Browser;
let reader: Awaited<ReturnType<typeof aReader>>;
const address = 'pathok@reader.example';
const tokenIn = (text = '') => /confirm#token=([^\s"<]+)/.exec(text)?.[1] ?? '';

beforeAll(async () => {
  [cloud, browser] = await Promise.all([aStillCloud(), aBrowser()]);
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
  await cloud.rest();
  const token = tokenIn(cloud.mailbox()[0]?.text);
  await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
  const rumana = await cloud.someone('rumana', 'reporter');
  const kamal = await cloud.someone('kamal', 'editor');
  const { body } = await rumana.post('/api/articles', aFiling({ alert: 'section' }));
  await rumana.post(`/api/articles/${body.id}/submit`);
  await kamal.post(`/api/articles/${body.id}/approve`);
  await cloud.rest();
  reader = await aReader(browser, cloud.url);
});
afterAll(async () => {
  await reader?.close();
  await browser?.close();
  await cloud?.close();
});

/** The helper's own script is kept out of the frame, as all are. */
const faults = () => reader.faults.filter((one) => !one.startsWith('Blocked script execution'));
const states = () => cloud.aws.ses.countsOf('m');

describe('the mailbox', () => {
  it('shows mails as readers see them, and is searched', async () => {
    const { page } = reader;
    await page.goto('/__local/mail');
    expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(3);
    await page.getByRole('searchbox').fill('প্রথম ঘণ্টা');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: /প্রথম ঘণ্টা/ }).click();
    const frame = page.frameLocator('iframe');
    await frame.getByRole('link', { name: 'পুরো খবর পড়ুন' }).waitFor();
    expect(await page.locator('iframe').evaluate((one) => one.getBoundingClientRect().width)).toBe(602);
    const isSet = await page.evaluate(() =>
      document.fonts.ready.then(() => document.fonts.check('16px "Noto Serif Bengali"', 'ক')),
    );
    expect(isSet).toBe(true);
    await page.getByRole('link', { name: '360 px' }).click();
    expect(await page.locator('iframe').evaluate((one) => one.getBoundingClientRect().width)).toBe(362);
    await page.getByRole('link', { name: 'Dark' }).click();
    const colour = () => frame.locator('body').evaluate((body) => getComputedStyle(body).color);
    expect(await colour()).toBe('rgb(255, 255, 255)');
    await page.getByRole('link', { name: 'Headers' }).click();
    expect(await page.getByRole('row', { name: /List-Unsubscribe-Post/ }).textContent()).toContain(
      'One-Click',
    );
    await page.getByRole('link', { name: 'Text' }).click();
    expect(await page.locator('pre').textContent()).toContain('চরের স্কুলে প্রথম ঘণ্টা');
    expect(faults()).toEqual([]);
  });

  it('lets a scanner visit, which changes nothing, and a provider unsubscribe, which ends it', async () => {
    const { page } = reader;
    await page.getByRole('button', { name: /scanner/ }).click();
    const note = page.getByRole('status');
    await note.waitFor();
    expect(await note.textContent()).toMatch(/GET 200 .*\/national\/art_/);
    const ended = () => page.locator('main').textContent();
    await page.getByRole('button', { name: /one click/ }).click();
    await expect.poll(ended).toContain('was answered 200: {"state":"ended"}');
    expect(faults()).toEqual([]);
  });

  it('lets a mail bounce, and says so on the page and in the counts', async () => {
    const { page } = reader;
    await page.goto('/__local/mail?q=confirmation');
    await page.locator('tbody').first().getByRole('link').first().click();
    await page.getByRole('button', { name: 'Complain' }).click();
    await expect.poll(() => page.locator('main').textContent()).toContain('complained about');
    expect(states().find(({ value }) => value === 'confirmation')?.outcomes).toEqual({
      'complained about': 1,
    });
    await page.goto('/__local/mail');
    const row = page.getByRole('row', { name: /^confirmation/ });
    expect((await row.getByRole('cell').allTextContents()).slice(0, 5)).toEqual([
      'confirmation',
      '1',
      '0',
      '0',
      '1',
    ]);
    expect(faults()).toEqual([]);
  });
});
