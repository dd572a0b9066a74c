import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { aPhoto } from '../media/a-photo.ts';
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
beforeEach(() => desk.signIn());

const someone = (name: string, width?: number) => atTheDesk(desk, browser, name, width);

const openArticle = async (page: Page, id: string) => {
  await page.goto(`/desk/articles/${id}`);
  await page.getByRole('heading', { name: 'পরের ধাপ' }).waitFor();
};

/** Holds back every request to an address; what is returned lets them through. */
async function heldBack(page: Page, address: RegExp): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await held.promise;
    await route.continue().catch(() => undefined);
  });
  return held.resolve;
}

const inView = (button: Locator) =>
  button.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

describe('the head of the desk', () => {
  it.each(['বাংলা', 'English'])('is two rows on a phone, in %s, and leads everywhere', async (spoken) => {
    const kamal = await someone('kamal', phone);
    const { page } = kamal;
    if (spoken === 'English') {
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('link', { name: 'My work' }).waitFor();
    }
    const rows = await page.locator('.bar').evaluate((bar) => {
      const boxes = [...bar.querySelectorAll<HTMLElement>('a, summary, button, .who')]
        .filter((one) => one.checkVisibility())
        .map((one) => one.getBoundingClientRect())
        .sort((a, b) => a.top - b.top);
      return boxes.filter(({ top }, at) => at === 0 || top > (boxes[at - 1]?.bottom ?? 0) - 4).length;
    });
    expect(rows).toBe(2);
    await page.locator('.bar summary').press('Enter');
    await checked(page, `the head of the desk in ${spoken}`);
    const menu = page.locator('.menu > div');
    expect((await menu.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await menu.getByRole('link', { name: /^(ছবি|Pictures)$/ }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/desk/pictures');
    expect(kamal.faults).toEqual([]);
    await kamal.close();
  });

  it('has people by the names that they are shown by, as the history of an article has', async () => {
    const id = await desk.file({ headline: 'নামের লেখা' });
    const rumana = await someone('rumana');
    await rumana.page.locator('.who').getByText('রুমানা').waitFor();
    const kamal = await someone('kamal');
    await kamal.page.locator('.who').getByText('কামাল').waitFor();
    await openArticle(kamal.page, id);
    await kamal.page.getByText('রুমানা-এর লেখা').waitFor();
    await Promise.all([rumana.close(), kamal.close()]);
  });
});

describe('the history of an article', () => {
  it('says of each edit what it changed, and shows it', async () => {
    const id = await desk.file({ headline: 'পুরোনো শিরোনাম', tags: ['চর'] });
    await desk.edit(id, { headline: 'নতুন শিরোনাম', tags: ['চর'] });
    await desk.edit(id, { headline: 'নতুন শিরোনাম', tags: ['নদী'], body: 'পুরো লেখাটি আলাদা।' });
    const rumana = await someone('rumana', phone);
    const { page } = rumana;
    await openArticle(page, id);
    await page.getByText('ইতিহাস', { exact: true }).click();
    const edits = page.getByRole('listitem').filter({ hasText: 'বদলেছেন' });
    await edits.first().getByText('লেখা, ট্যাগ').waitFor();
    await edits.last().getByText('শিরোনাম', { exact: true }).click();
    await edits.last().getByRole('deletion').getByText('পুরোনো').waitFor();
    await edits.last().getByRole('insertion').getByText('নতুন').waitFor();
    await checked(page, 'a history that shows what changed');
    expect(rumana.faults).toEqual([]);
    await rumana.close();
  });
});

describe('a dialog', () => {
  it.each([
    [1280, 640],
    [360, 640],
  ])('has what it is for in view, in a window of %i by %i', async (width, height) => {
    const id = await desk.file({ headline: 'ছবির লেখা' });
    const rumana = await someone('rumana');
    const { page } = rumana;
    await page.setViewportSize({ width, height });
    await openArticle(page, id);
    await page.locator('.field.lead').getByRole('button', { name: 'ছবি যোগ করুন' }).click();
    const dialog = page.getByRole('dialog');
    expect(await inView(dialog.getByRole('button', { name: 'না, থাক' }))).toBe(true);
    await page.getByLabel('এই যন্ত্র থেকে').setInputFiles({
      name: 'field.jpg',
      mimeType: 'image/jpeg',
      buffer: await (await aPhoto()).jpeg().toBuffer(),
    });
    const set = dialog.getByRole('button', { name: 'বসান' });
    await set.waitFor();
    await expect
      .poll(() =>
        dialog
          .locator('img')
          .first()
          .evaluate((one: HTMLImageElement) => one.naturalWidth),
      )
      .toBe(640);
    expect(await inView(set)).toBe(true);
    // Whatever has the focus is not below it.
    for (const field of await dialog.locator('textarea, input, select').all()) {
      await field.focus();
      expect(await inView(field)).toBe(true);
    }
    await set.click();
    await dialog.waitFor({ state: 'detached' });
    expect(rumana.faults).toEqual([]);
    await rumana.close();
  });
});

describe('steps that cannot be taken', () => {
  it('say that two versions have to be settled first', async () => {
    const id = await desk.file({ headline: 'পুরোনো শিরোনাম' });
    const rumana = await someone('rumana');
    const { page } = rumana;
    await openArticle(page, id);
    await page.getByLabel('শিরোনাম', { exact: true }).fill('রুমানার শিরোনাম');
    const theirs = { section: 'national', headline: 'কামালের শিরোনাম', body: 'পদ্মার চর।' };
    await desk.people.kamal.put(`/api/articles/${id}`, theirs, { 'if-match': '*' });
    await page.getByText('এর মধ্যে আরেকজন লেখাটি সংরক্ষণ করেছেন').waitFor();
    const submit = page.locator('.steps').getByRole('button', { name: 'ডেস্কে জমা দিন' });
    expect(await submit.isDisabled()).toBe(true);
    const described = await submit.getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).textContent()).toBe('আগে ওপরে দুজনের লেখা মিলিয়ে নিন।');
    await checked(page, 'an article with a conflict');
    await rumana.close();
  });
});

describe('somebody who has submitted their copy', () => {
  it('is not said to be editing it any more', async () => {
    const id = await desk.file({ headline: 'জমার লেখা' });
    const rumana = await someone('rumana');
    const { page } = rumana;
    await openArticle(page, id);
    await page.getByLabel('শিরোনাম', { exact: true }).fill('জমা দেওয়া লেখা');
    await expect.poll(async () => (await desk.get(id)).lease).toMatchObject({ by: 'rumana' });
    await page.keyboard.press('Control+s');
    await page.getByText('সব সংরক্ষিত').waitFor();
    await page.locator('.steps').getByRole('button', { name: 'ডেস্কে জমা দিন' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'ডেস্কে জমা দিন' }).click();
    await page.locator('.state.submitted').waitFor();
    await expect.poll(async () => (await desk.get(id)).lease).toBeUndefined();
    expect(rumana.faults).toEqual([]);
    await rumana.close();
  });
});

describe('on a slow line', () => {
  it('a booking waits for its file', async () => {
    const salma = await someone('salma');
    const { page } = salma;
    const letThrough = await heldBack(page, /\/api\/line-items\?state=draft/);
    await page.reload();
    await page.getByRole('heading', { name: 'কোন জায়গায় কবে' }).waitFor();
    await page.locator('.slot').first().getByText('আনা হচ্ছে…').waitFor();
    letThrough();
    await page.locator('.slot').first().getByText('এই সময়ে কিছু বুক করা নেই').waitFor();

    await page.getByRole('button', { name: 'নতুন বিজ্ঞাপন' }).click();
    const dialog = page.getByRole('dialog');
    const save = dialog.getByRole('button', { name: 'সংরক্ষণ' });
    await dialog.getByLabel('বিজ্ঞাপনদাতা').fill('নদী প্রকাশন');
    await dialog.getByLabel('জায়গা', { exact: true }).selectOption('text');
    await dialog.getByLabel('বিকল্প লেখা').fill('নতুন বই');
    await dialog.getByLabel(/^ক্লিকে যে ঠিকানায়/).fill('https://books.example/new');
    // Without a file it is refused, which keeps it from nothing afterwards.
    await save.click();
    await dialog.getByRole('alert').waitFor();
    const arrives = await heldBack(page, /\/api\/media$/);
    const creative = sharp({ create: { width: 300, height: 250, channels: 3, background: 'navy' } });
    await dialog.getByLabel('নতুন ফাইল দিন').setInputFiles({
      name: 'navy.png',
      mimeType: 'image/png',
      buffer: await creative.png().toBuffer(),
    });
    await expect.poll(() => save.isDisabled()).toBe(true);
    arrives();
    await expect.poll(() => save.isDisabled()).toBe(false);
    await save.click();
    await page.getByRole('heading', { name: 'নদী প্রকাশন' }).waitFor();
    await salma.close();
  });

  it('bookings that could not be read say so, and are asked for again', async () => {
    const salma = await someone('salma');
    const { page } = salma;
    await page.route(/\/api\/line-items\?state=draft/, (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { name: 'কোন জায়গায় কবে' }).waitFor();
    const again = page.getByRole('button', { name: 'আবার চেষ্টা' });
    await again.waitFor();
    expect(await page.locator('.slot').getByText('আনা হচ্ছে…').count()).toBe(0);
    expect(await page.getByText('এই সময়ে কিছু বুক করা নেই').count()).toBe(0);
    await page.unrouteAll();
    await again.click();
    await page.locator('.slot').first().getByText('এই সময়ে কিছু বুক করা নেই').waitFor();
    await again.waitFor({ state: 'detached' });
    await salma.close();
  });

  it('a comment that is sent twice is said once', async () => {
    const id = await desk.file({ headline: 'মন্তব্যের লেখা' });
    const kamal = await someone('kamal');
    const { page } = kamal;
    await openArticle(page, id);
    await page.locator('summary', { hasText: 'মন্তব্য' }).click();
    await page.getByLabel('নতুন মন্তব্য').fill('সূত্র কে?');
    const letThrough = await heldBack(page, /\/comment$/);
    const add = page.getByRole('button', { name: 'মন্তব্য করুন' });
    await add.dblclick();
    letThrough();
    await page.getByText('সূত্র কে?').first().waitFor();
    await expect.poll(() => page.getByLabel('নতুন মন্তব্য').inputValue()).toBe('');
    const { comments } = (await desk.people.kamal.get(`/api/articles/${id}/comments`)).body;
    expect(comments).toHaveLength(1);
    await kamal.close();
  });

  it('a weight that was not taken is not shown', async () => {
    await desk.published({ headline: 'ওজনের লেখা', section: 'accidents' });
    const kamal = await someone('kamal');
    const { page } = kamal;
    await page.goto('/desk/fronts/accidents');
    await page.route('**/weight', (route) => route.abort());
    const weight = page.getByLabel('ওজন: ওজনের লেখা');
    const before = await weight.inputValue();
    await weight.selectOption('lead');
    await page.getByText('পৌঁছানো যাচ্ছে না').waitFor();
    expect(await weight.inputValue()).toBe(before);
    await kamal.close();
  });
});

describe('the sign-in page of this machine', () => {
  it('is in the font that it brings, whatever the machine has', async () => {
    const page = await browser.newPage({ baseURL: desk.cloud.url });
    await page.goto('/desk/');
    await page.getByRole('button', { name: 'প্রবেশ করুন' }).click();
    const name = page.locator('button[value=kamal]');
    await name.waitFor();
    expect(await name.evaluate((one) => getComputedStyle(one).fontFamily)).toMatch(/^"Noto Serif Bengali"/);
    expect(await page.evaluate(() => document.fonts.check('16px "Noto Serif Bengali"', 'কামাল'))).toBe(true);
    await page.close();
  });
});
