import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { aBrowser } from './a-reader.ts';
import { atTheDesk, checked, phone } from './at-the-desk.ts';

let desk: ADesk;
let browser: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([aDesk(), aBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await desk.cloud.close();
});

const turned = async (on: boolean) => {
  const wish = { on, ...(on ? { reason: 'টেবিল ফিরিয়ে আনা হচ্ছে' } : {}) };
  expect((await desk.people.parveen.put('/api/newsroom/read-only', wish)).status).toBe(200);
  await desk.cloud.turnBy(5_000);
};

it('a desk says that nothing can be changed, to whoever reads too, keeps what is written, and sends it afterwards', async () => {
  const id = await desk.file({ headline: 'চরের স্কুল' });
  const [rumana, kamal] = [
    await atTheDesk(desk, browser, 'rumana'),
    await atTheDesk(desk, browser, 'kamal', phone),
  ];
  const said = (page: typeof rumana.page) => page.getByText(/এখন শুধু পড়া যায়.*টেবিল ফিরিয়ে আনা হচ্ছে.*parveen/);
  const { page } = rumana;
  await page.goto(`/desk/articles/${id}`);
  await page.getByRole('heading', { name: 'পরের ধাপ' }).waitFor();
  await turned(true);

  await page.getByLabel('শিরোনাম', { exact: true }).fill('চরের নতুন স্কুল');
  await page.getByRole('button', { name: 'সংরক্ষণ' }).click();
  await said(page).waitFor();
  await page.getByText('এই যন্ত্রে রাখা আছে; বদলানো আবার খুললেই পাঠানো হবে').first().waitFor();
  expect((await desk.get(id)).headline).toBe('চরের স্কুল');
  await checked(page, 'an article in a read-only newsroom');
  // Who only reads hears of it with what happened.
  await kamal.page.clock.runFor(60_000);
  await said(kamal.page).waitFor();
  await checked(kamal.page, 'a list in a read-only newsroom');

  await turned(false);
  await Promise.all([rumana, kamal].map((one) => one.page.clock.runFor(60_000)));
  for (const one of [rumana, kamal]) await said(one.page).waitFor({ state: 'detached' });
  await expect.poll(async () => (await desk.get(id)).headline).toBe('চরের নতুন স্কুল');
  const unexpected = [...rumana.faults, ...kamal.faults].filter((one) => !/status of 503/.test(one));
  expect(unexpected).toEqual([]);
  await Promise.all([rumana.close(), kamal.close()]);
});

it('a form that waits for nothing says that nothing was done since the newsroom is read-only', async () => {
  const kamal = await atTheDesk(desk, browser, 'kamal', phone);
  const { page } = kamal;
  await page.goto('/desk/authors');
  await turned(true);
  await page.getByRole('button', { name: 'নতুন লেখক' }).click();
  await page.getByLabel(/^পরিচয়/).fill('rahim-uddin');
  await page.getByLabel('নাম', { exact: true }).fill('রহিম উদ্দিন');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'সংরক্ষণ' }).click();
  await dialog.getByText(/কিছুই বদলা.*parveen/).waitFor();
  expect(await dialog.getByText('পৌঁছানো যাচ্ছে না').count()).toBe(0);
  await turned(false);
  await dialog.getByRole('button', { name: 'সংরক্ষণ' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(kamal.faults.filter((one) => !/status of 503/.test(one))).toEqual([]);
  await kamal.close();
});
