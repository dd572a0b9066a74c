import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAdDesk } from '../journeys/an-ad-desk.ts';
import { browser as phone } from '../journeys/an-ad-office.ts';
import { aBrowser, open } from './a-reader.ts';

describe('an ad that was booked, cleared and put into a page', () => {
  let desk: Awaited<ReturnType<typeof anAdDesk>>;
  let browser: Browser;
  beforeAll(async () => {
    [desk, browser] = await Promise.all([anAdDesk(), aBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await desk.cloud.close();
  });

  /** Somebody who opens an article, looks at its ad until it counts, and clicks it if asked. */
  const reads = async (path: string, userAgent: string, isInterested = false) => {
    const context = await browser.newContext({ userAgent, baseURL: desk.cloud.url });
    const page = await context.newPage();
    await page.addInitScript(() => sessionStorage.setItem('slots', 'text'));
    const counted = page.waitForResponse(/\/ads\/seen\//);
    await open(page, path);
    await page.locator('.ad-text img').first().scrollIntoViewIfNeeded();
    expect((await counted).status()).toBe(200);
    if (isInterested) {
      const went = context.waitForEvent('response', (answer) => answer.url().includes('/go/'));
      await page.locator('.ad-text a').first().click();
      expect((await (await went).allHeaders()).location).toBe('https://university.example/admission');
    }
    await context.close();
  };

  it('is reported as its readers saw and clicked it, and machines apart', async () => {
    const id = await desk.cleared(await desk.creative(), { impressions: 100 });
    const body = Array(14)
      .fill(`পদ্মার ঘাটে আজও নৌকার ভিড়। ${'নদী বয়ে যায়। '.repeat(12)}`)
      .join('\n\n');
    const path = `/national/${await desk.published({ body })}`;
    await reads(path, phone);
    await reads(path, phone, true);
    await reads(path, 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)');
    await desk.cloud.deliverLogs();
    await desk.cloud.rest();
    const { body: report } = await (await desk.salma()).get(`/api/line-items/${id}/report`);
    expect(report).toMatchObject({
      days: [{ slot: 'text', impressions: 2, clicks: 1, clickRate: 0.5, bots: 1 }],
      pacing: { sold: 100, delivered: 2 },
    });
  });
});
