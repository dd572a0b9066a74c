import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { aPhoto } from '../media/a-photo.ts';
import { aBrowser } from './a-reader.ts';
import { atTheDesk, checked, phone, wide } from './at-the-desk.ts';

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

const step = async (page: Page, name: string) => {
  await page.locator('.steps').getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
};

const fill = (page: Page, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
const headline = 'শিরোনাম';
/** The text of the article that is open, where it is written. */
const text = (page: Page) => page.getByRole('textbox', { name: 'মূল লেখা' });
const write = async (page: Page, typed: string) => {
  await text(page).click();
  await page.keyboard.insertText(typed);
};
const stateOf = async (id: string) => (await desk.get(id)).state;
const idIn = (page: Page) => /art_\w+/.exec(page.url())?.[0] ?? '';

describe('a story', () => {
  it('is filed and submitted by a reporter, and approved by an editor on a phone: then readers have it', async () => {
    const rumana = await someone('rumana');
    await rumana.page.getByRole('link', { name: 'নতুন লেখা' }).click();
    await fill(rumana.page, headline, 'চরের স্কুলে প্রথম ঘণ্টা');
    await write(rumana.page, 'পদ্মার চরে আজ ');
    await rumana.page.keyboard.press('Control+B');
    await rumana.page.keyboard.insertText('নতুন');
    await rumana.page.keyboard.press('Control+B');
    await rumana.page.keyboard.insertText(' স্কুলের প্রথম ঘণ্টা বেজেছে।');
    await rumana.page.keyboard.press('Enter');
    await rumana.page.keyboard.type('## ');
    await rumana.page.keyboard.insertText('কী হলো');
    await rumana.page.getByRole('button', { name: 'সংরক্ষণ' }).click();
    await step(rumana.page, 'ডেস্কে জমা দিন');
    await rumana.page.locator('.state.submitted').waitFor();
    const id = idIn(rumana.page);
    // Nobody approves their own copy: the button says why.
    const approve = rumana.page.getByRole('button', { name: 'অনুমোদন' });
    expect(await approve.isDisabled()).toBe(true);
    expect(await stateOf(id)).toBe('submitted');

    const kamal = await someone('kamal', phone);
    await kamal.page.getByRole('link', { name: 'চরের স্কুলে প্রথম ঘণ্টা' }).click();
    await kamal.page.getByText('পাতায় যেমন দেখাবে').click();
    await kamal.page.getByRole('button', { name: 'দেখান' }).click();
    await kamal.page.frameLocator('iframe').getByRole('heading', { name: 'কী হলো' }).waitFor();
    await step(kamal.page, 'অনুমোদন');
    await kamal.page.locator('.state.published').waitFor();
    const { path } = await desk.get(id);
    const page = await desk.cloud.page(String(path));
    expect([page.status, page.text.includes('<strong>নতুন</strong>')]).toEqual([200, true]);

    // The one whose copy it is sees it without asking.
    await rumana.page.locator('.state.published').waitFor();
    expect([...rumana.faults, ...kamal.faults]).toEqual([]);

    // Another tab, with a sign-in of its own, is out as well: whoever comes to this browser next finds nobody in.
    const tab = await kamal.context.newPage();
    await tab.goto('/desk/');
    await tab.getByRole('button', { name: 'প্রবেশ করুন' }).click();
    await tab.locator('.bar nav').waitFor();
    const closed = await kamal.context.newPage();
    await closed.goto('/desk/');
    await closed.getByRole('button', { name: 'প্রবেশ করুন' }).click();
    await closed.locator('.bar nav').waitFor();
    const had = await closed.evaluate(() => Object.entries(sessionStorage));
    await closed.close();
    await kamal.page.getByRole('button', { name: 'বেরিয়ে যান' }).click();
    await kamal.page.getByRole('button', { name: 'প্রবেশ করুন' }).waitFor();
    await tab.getByRole('button', { name: 'প্রবেশ করুন' }).waitFor();
    expect(await tab.evaluate(() => sessionStorage.getItem('khobor.refresh'))).toBeNull();
    // And so is one that was closed, when the browser brings it back with what it had.
    expect(had.map(([name]) => name)).toContain('khobor.refresh');
    const back = await kamal.context.newPage();
    await back.addInitScript((kept) => {
      if (!sessionStorage.getItem('khobor.back'))
        for (const [name, value] of [...kept, ['khobor.back', '1']])
          sessionStorage.setItem(String(name), String(value));
    }, had);
    await back.goto('/desk/');
    await back.getByRole('button', { name: 'প্রবেশ করুন' }).waitFor();
    expect(await back.evaluate(() => sessionStorage.getItem('khobor.refresh'))).toBeNull();
    await kamal.page.goto(`/desk/articles/${id}`);
    await kamal.page.getByRole('button', { name: 'প্রবেশ করুন' }).click();
    await kamal.page.getByRole('heading', { name: 'আপনি কে?' }).waitFor();
    await Promise.all([rumana.close(), kamal.close()]);
  });

  it('goes back with a note, and comes to an embargo', async () => {
    const id = await desk.submitted({ headline: 'নদীর বাঁধে ফাটল' });
    const kamal = await someone('kamal');
    await openArticle(kamal.page, id);
    await kamal.page.locator('.steps').getByRole('button', { name: 'ফেরত দিন' }).click();
    await kamal.page.getByLabel('ফেরত দেওয়ার কারণ').fill('কে বলেছেন?');
    await kamal.page.getByRole('dialog').getByRole('button', { name: 'ফেরত দিন' }).click();
    await kamal.page.getByText('ফেরত দিয়েছেন: কে বলেছেন?').first().waitFor();
    await desk.step('rumana', id, 'submit');
    await kamal.page.locator('.state.submitted').waitFor();
    await kamal.page.locator('.steps').getByRole('button', { name: 'অনুমোদন' }).click();
    await kamal.page.getByLabel(/^প্রকাশের সময়/).fill('2026-12-16T06:30');
    await kamal.page.getByRole('dialog').getByRole('button', { name: 'অনুমোদন' }).click();
    await kamal.page.locator('.state.approved').waitFor();
    expect(await desk.get(id)).toMatchObject({ state: 'approved', publishAt: '2026-12-16T00:30:00.000Z' });
    expect(kamal.faults).toEqual([]);
    await kamal.close();
  });
});

describe('a new article', () => {
  it('that is saved for the first time keeps the caret, and all that is typed meanwhile', async () => {
    const { page, faults, close } = await someone('rumana');
    await page.goto('/desk/new');
    await fill(page, headline, 'প্রথম সংরক্ষণ');
    await text(page).click();
    await page.keyboard.type('ek ');
    await page.keyboard.press('Control+KeyS');
    // For as long as it takes until it has its address, and after that.
    const typed: number[] = [];
    const type = async () => {
      typed.push(typed.length);
      await page.keyboard.type(`${typed.length} `);
    };
    while (page.url().endsWith('/new')) await type();
    for (let n = 0; n < 10; n++) await type();
    const written = `ek ${typed.map((n) => n + 1).join(' ')}`;
    expect((await text(page).textContent())?.trim()).toBe(written);
    await page.getByRole('heading', { name: 'পরের ধাপ' }).waitFor();
    await page.keyboard.type('end');
    await page.keyboard.press('Control+KeyS');
    const bodyOf = async () => JSON.stringify((await desk.get(idIn(page))).body);
    await expect.poll(bodyOf).toContain(`${written} end`);
    await page.reload();
    await expect.poll(async () => (await text(page).textContent())?.trim()).toBe(`${written} end`);
    expect(faults).toEqual([]);
    await close();
  });

  it('without a headline says so by the name of its field, and goes there', async () => {
    const { page, close } = await someone('rumana');
    await page.goto('/desk/new');
    await write(page, 'শিরোনাম ছাড়া একটি লেখা।');
    await page.keyboard.press('Control+KeyS');
    await page.getByText('শিরোনাম: ফাঁকা').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await expect.poll(focused).toBe('field-headline');
    await checked(page, 'a refused save');
    await close();
  });
});

describe('a save of what is at the desk', () => {
  it('makes it a draft again only when whoever saves says so', async () => {
    const id = await desk.submitted({ headline: 'জমা দেওয়া লেখা' });
    const { page, close } = await someone('rumana');
    await openArticle(page, id);
    await fill(page, headline, 'বদলানো শিরোনাম');
    await page.keyboard.press('Control+KeyS');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('আবার জমা দিতে হবে').waitFor();
    expect(await stateOf(id)).toBe('submitted');
    await dialog.getByRole('button', { name: 'খসড়া করে সংরক্ষণ' }).click();
    await page.locator('.state.draft').waitFor();
    expect(await desk.get(id)).toMatchObject({ state: 'draft', headline: 'বদলানো শিরোনাম' });
    await close();
  });
});

describe('an alert', () => {
  it('is mailed to whoever approves it first, and to nobody else', async () => {
    const id = await desk.submitted({ headline: 'চরে বন্যার সতর্কতা', alert: 'breaking' });
    const kamal = await someone('kamal');
    await openArticle(kamal.page, id);
    await kamal.page.locator('.steps').getByRole('button', { name: 'অনুমোদন' }).click();
    const dialog = kamal.page.getByRole('dialog');
    await dialog.getByText('সতর্কবার্তা পাবেন').waitFor();
    await dialog.getByRole('button', { name: 'আগে নিজের ঠিকানায় পাঠিয়ে দেখুন' }).click();
    await dialog.getByText('kamal@khobor.example ঠিকানায় পাঠানো হয়েছে').waitFor();
    await checked(kamal.page, 'a test mail');
    const mails = desk.cloud.mailbox().filter(({ subject }) => subject.includes('চরে বন্যার সতর্কতা'));
    expect(mails.map(({ to }) => to)).toEqual([['kamal@khobor.example']]);
    expect(await stateOf(id)).toBe('submitted');
    expect(kamal.faults).toEqual([]);
    await kamal.close();
  });
});

describe('two people at one article', () => {
  it('have what each of them changed, and decide on what both did: until then no step is taken', async () => {
    const id = await desk.file({ headline: 'পুরোনো শিরোনাম', standfirst: 'পুরোনো সারকথা' });
    const rumana = await someone('rumana');
    await openArticle(rumana.page, id);
    await fill(rumana.page, headline, 'রুমানার শিরোনাম');
    await rumana.page.getByText('সংরক্ষণ করা হয়নি').waitFor();
    const { headers } = await desk.people.kamal.put(
      `/api/articles/${id}`,
      { section: 'national', headline: 'কামালের শিরোনাম', standfirst: 'কামালের সারকথা', body: 'পদ্মার চর।' },
      { 'if-match': '*' },
    );
    await rumana.page.getByText('এর মধ্যে আরেকজন লেখাটি সংরক্ষণ করেছেন').waitFor();
    expect(await rumana.page.locator('.steps button:enabled').count()).toBe(0);
    expect(await rumana.page.getByLabel(headline, { exact: true }).inputValue()).toBe('রুমানার শিরোনাম');
    await rumana.page.getByRole('radio', { name: /^আমারটা/ }).check();
    await rumana.page.getByRole('button', { name: 'এভাবে এগিয়ে যান' }).click();
    await rumana.page.getByRole('button', { name: 'সংরক্ষণ' }).click();
    await rumana.page.getByText('সব সংরক্ষিত').waitFor();
    expect(await desk.get(id)).toMatchObject({ headline: 'রুমানার শিরোনাম', standfirst: 'কামালের সারকথা' });
    expect(headers.get('etag')).toBe('"2"');
    await rumana.close();
  });
});

describe('a body that two people write', () => {
  const paragraph = (of: string) => ({ kind: 'paragraph', spans: [{ text: of }] });
  const texts = async (id: string) =>
    ((await desk.get(id)).body as unknown as { spans: { text: string }[] }[]).map(
      ({ spans }) => spans[0]?.text,
    );
  const kamalSaves = (id: string, body: object[]) =>
    desk.people.kamal.put(
      `/api/articles/${id}`,
      { section: 'national', headline: 'শিরোনাম', body },
      { 'if-match': '*' },
    );

  it('is merged by block, and chosen where both wrote; what was typed can still be undone after a save', async () => {
    const id = await desk.file({
      headline: 'শিরোনাম',
      body: [paragraph('এক।'), paragraph('দুই।'), paragraph('তিন।')],
    });
    const rumana = await someone('rumana');
    const { page } = rumana;
    await openArticle(page, id);
    await text(page).locator('p').last().click();
    await page.keyboard.press('End');
    await page.keyboard.insertText(' রুমানা।');
    await kamalSaves(id, [paragraph('এক, কামাল।'), paragraph('দুই।'), paragraph('তিন।')]);
    await text(page).getByText('এক, কামাল।').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('সব সংরক্ষিত').waitFor();
    expect(await texts(id)).toEqual(['এক, কামাল।', 'দুই।', 'তিন। রুমানা।']);
    await text(page).click();
    await page.keyboard.press('Control+z');
    await page.getByText('সংরক্ষণ করা হয়নি').waitFor();
    await page.keyboard.press('Control+y');
    await page.getByText('সব সংরক্ষিত').waitFor();

    await text(page).locator('p').last().click();
    await page.keyboard.press('End');
    await page.keyboard.insertText(' আমার।');
    await kamalSaves(id, [paragraph('এক, কামাল।'), paragraph('দুই।'), paragraph('তিন, তাঁর।')]);
    await page.getByText('এর মধ্যে আরেকজন লেখাটি সংরক্ষণ করেছেন').waitFor();
    const goOn = page.getByRole('button', { name: 'এভাবে এগিয়ে যান' });
    expect(await goOn.isDisabled()).toBe(true);
    await checked(page, 'a conflict');
    await page.getByRole('radio', { name: 'দুটোই রাখুন' }).check();
    await goOn.click();
    await page.keyboard.press('Control+s');
    await page.getByText('সব সংরক্ষিত').waitFor();
    expect((await texts(id)).slice(2)).toEqual(['তিন। রুমানা। আমার।', 'তিন, তাঁর।']);
    expect(rumana.faults).toEqual([]);
    await rumana.close();
  });

  it('takes nobody else’s words in while one is being composed', async () => {
    const id = await desk.file({ headline: 'শিরোনাম', body: [paragraph('এক '), paragraph('দুই')] });
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await openArticle(page, id);
    await text(page).locator('p').first().click();
    await page.keyboard.press('End');
    const cdp = await context.newCDPSession(page);
    const compose = (word: string) =>
      cdp.send('Input.imeSetComposition', {
        text: word,
        selectionStart: word.length,
        selectionEnd: word.length,
      });
    await compose('বাং');
    await kamalSaves(id, [paragraph('এক '), paragraph('দুই হাজার')]);
    const heard = page.waitForResponse((answer) => answer.url().endsWith(`/api/articles/${id}`));
    await heard;
    await compose('বাংলা');
    expect(await text(page).textContent()).not.toContain('হাজার');
    await cdp.send('Input.insertText', { text: 'বাংলা' });
    await text(page).getByText('দুই হাজার').waitFor();
    expect(await text(page).locator('p').first().textContent()).toBe('এক বাংলা');
    await rumana.close();
  });
});

describe('a save of approved copy', () => {
  it('asks before it takes the approval back, and keeps it when one thinks better of it', async () => {
    const id = await desk.submitted();
    await desk.step('kamal', id, 'approve', { publishAt: '2026-12-16T00:30:00.000Z' });
    const mitu = await someone('mitu');
    const { page } = mitu;
    await openArticle(page, id);
    await fill(page, headline, 'আরেক শিরোনাম');
    await page.getByRole('button', { name: 'সংরক্ষণ', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'না, থাক' }).click();
    expect(await stateOf(id)).toBe('approved');
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'অনুমোদন বাতিল করে সংরক্ষণ' }).click();
    await page.locator('.state.draft').waitFor();
    expect(await desk.get(id)).toMatchObject({ state: 'draft', headline: 'আরেক শিরোনাম' });
    await mitu.close();
  });
});

describe('an article that is killed while somebody writes', () => {
  it('leaves its writer what they wrote: to read and to copy, not to save', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openArticle(page, id);
    await write(page, 'রুমানার কথা।');
    await desk.step('parveen', id, 'kill', { reason: 'আইনি নির্দেশ' });
    await page.getByText('আপনার কিছু লেখা সংরক্ষণ হয়নি').waitFor();
    expect(await page.getByRole('button', { name: 'সংরক্ষণ', exact: true }).count()).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: 'আমার লেখা কপি করুন' }).click();
    await page.getByRole('button', { name: 'কপি হয়েছে' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('রুমানার কথা।');
    await rumana.close();
  });
});

describe('two tabs with one article', () => {
  it('have one writer: the other says so, and takes over with all that was typed', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page: first, context } = rumana;
    await openArticle(first, id);
    const second = await context.newPage();
    await second.goto('/desk/');
    await second.getByRole('button', { name: 'প্রবেশ করুন' }).click();
    await second.getByRole('heading', { name: 'আমার কাজ' }).waitFor();
    await openArticle(second, id);
    await second.getByText('আরেক ট্যাবে').waitFor();
    await text(second).waitFor();
    await expect.poll(() => text(second).getAttribute('contenteditable')).toBe('false');
    await write(first, 'প্রথম ট্যাবে।');
    await second.getByRole('button', { name: 'এখানে লিখুন' }).click();
    await text(second).getByText('প্রথম ট্যাবে।').waitFor();
    await first.getByText('আরেক ট্যাবে').waitFor();
    await write(second, 'দ্বিতীয়তে।');
    await second.keyboard.press('Control+s');
    await second.getByText('সব সংরক্ষিত').waitFor();
    await text(first).getByText('দ্বিতীয়তে।').waitFor();
    // The place of one that is closed is had by the other.
    await second.close();
    await first.getByText('আরেক ট্যাবে').waitFor({ state: 'detached' });
    await expect.poll(() => text(first).getAttribute('contenteditable')).toBe('true');
    await expect
      .poll(async () => JSON.stringify((await desk.get(id)).body))
      .toMatch(/প্রথম ট্যাবে।.*দ্বিতীয়তে।|দ্বিতীয়তে।.*প্রথম ট্যাবে।/);
    await rumana.close();
  });
});

describe('a picture', () => {
  const photo = async () => ({
    name: 'char.jpg',
    mimeType: 'image/jpeg',
    buffer: await (await aPhoto()).jpeg().toBuffer(),
  });
  const describeIt = async (page: Page) => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^ছবিতে কী দেখা যায়/).fill('চরের স্কুলের মাঠ');
    await dialog.getByLabel(/^ছবি কার/).fill('ছবি: রুমানা হক');
    await checked(page, 'the form of a picture');
    await dialog.getByRole('button', { name: 'বসান' }).click();
  };

  it('is uploaded, told of and put into the text; it is cut and pasted as it was, and leads the article', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openArticle(page, id);
    await text(page).click();
    await page.getByRole('button', { name: 'ছবি', exact: true }).click();
    await page.getByLabel('এই যন্ত্র থেকে').setInputFiles(await photo());
    await describeIt(page);
    const shown = text(page).locator('figure img');
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
    await page.keyboard.press('Control+s');
    await page.getByText('সব সংরক্ষিত').waitFor();
    const saved = (await desk.get(id)).body as unknown as { kind: string; asset?: string }[];
    const picture = saved.find(({ kind }) => kind === 'image');
    expect(picture).toMatchObject({ alt: 'চরের স্কুলের মাঠ', credit: 'ছবি: রুমানা হক' });

    await shown.click();
    await page.keyboard.press('Control+x');
    await shown.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+v');
    await shown.waitFor();
    await page.getByText('সব সংরক্ষিত').waitFor();

    await page.locator('.field.lead').getByRole('button', { name: 'ছবি যোগ করুন' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'চরের স্কুলের মাঠ' }).click();
    await page.getByLabel('কীভাবে কাটা হবে').selectOption('wide');
    await page.getByRole('dialog').getByRole('button', { name: 'বসান' }).click();
    await page.locator('.field.lead img').waitFor();
    await checked(page, 'an article with pictures');
    await page.keyboard.press('Control+s');
    await page.getByText('সব সংরক্ষিত').waitFor();
    expect((await desk.get(id)).lead).toMatchObject({ asset: picture?.asset, crop: 'wide' });
    expect(rumana.faults).toEqual([]);
    await rumana.close();
  });

  it('and others make a gallery, whose order and caption are set where it stands', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page } = rumana;
    await openArticle(page, id);
    await text(page).click();
    await page.getByRole('button', { name: 'ছবি', exact: true }).click();
    const another = { ...(await photo()), name: 'river.jpg' };
    await page.getByLabel('এই যন্ত্র থেকে').setInputFiles([await photo(), another]);
    for (const alt of ['চর', 'নদী']) {
      const dialog = page.getByRole('dialog');
      await expect.poll(() => dialog.getByLabel(/^ছবিতে কী দেখা যায়/).inputValue()).not.toBe('চর');
      await dialog.getByLabel(/^ছবিতে কী দেখা যায়/).fill(alt);
      await dialog.getByLabel(/^ছবি কার/).fill('ছবি: রুমানা হক');
      await dialog.getByRole('button', { name: 'বসান' }).click();
    }
    await text(page).getByLabel('সব ছবির ক্যাপশন').fill('চরের দিন');
    await text(page).getByRole('button', { name: 'পরে নিন' }).click();
    await checked(page, 'an article with a gallery');
    await page.keyboard.press('Control+s');
    await page.getByText('সব সংরক্ষিত').waitFor();
    const saved = (await desk.get(id)).body as unknown as object[];
    expect(saved.at(-1)).toMatchObject({
      kind: 'gallery',
      images: [{ alt: 'নদী' }, { alt: 'চর' }],
      caption: [{ text: 'চরের দিন' }],
    });
    expect(rumana.faults).toEqual([]);
    await rumana.close();
  });

  it('that is pasted as a file is uploaded; one that a strange page names is not taken', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page } = rumana;
    await openArticle(page, id);
    await text(page).click();
    const bytes = [...(await photo()).buffer];
    await text(page).evaluate((field, given) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(given)], 'char.jpg', { type: 'image/jpeg' }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, bytes);
    await describeIt(page);
    await text(page).locator('figure img').waitFor();
    await text(page).evaluate((field) => {
      const clipboardData = new DataTransfer();
      const block = '{"kind":"image","asset":"ast_7k2m9x4q1w5p","alt":"চুরি"}';
      const html = `<div data-pm-slice="0 0 []"></div><figure data-image='${block}'></figure><p>কথা</p>`;
      clipboardData.setData('text/html', html);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByText('ছবি আসেনি').waitFor();
    expect(await text(page).locator('figure').count()).toBe(1);
    expect(rumana.faults).toEqual([]);
    await rumana.close();
  });
});

describe('text that could become markup', () => {
  it('does so only where a paste is read: there is one policy for that, and nobody makes another', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page } = rumana;
    await openArticle(page, id);
    await text(page).click();
    await text(page).evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', '<p>পেস্ট <b>করা</b></p>');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await text(page).locator('strong', { hasText: 'করা' }).waitFor();
    expect(rumana.faults).toEqual([]);
    const tried = await page.evaluate(() => {
      type Factory = { createPolicy: (name: string, rules: object) => unknown };
      const { trustedTypes } = window as unknown as { trustedTypes: Factory };
      const resultOf = (act: () => unknown) => {
        try {
          act();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const make = (name: string) => () =>
        trustedTypes.createPolicy(name, { createHTML: (html: string) => html });
      const [element, script] = [document.createElement('div'), document.createElement('script')];
      const markup = '<b>x</b>';
      return Object.entries({
        ...Object.fromEntries(
          ['default', 'another', 'ProseMirrorClipboard'].map((name) => [`the policy ${name}`, make(name)]),
        ),
        innerHTML: () => Object.assign(element, { innerHTML: markup }),
        insertAdjacentHTML: () => element.insertAdjacentHTML('beforeend', markup),
        DOMParser: () => new DOMParser().parseFromString(markup, 'text/html'),
        'a frame': () => Object.assign(document.createElement('iframe'), { srcdoc: markup }),
        'the address of a script': () => Object.assign(script, { src: 'https://other.example/' }),
        'the text of a script': () => Object.assign(script, { textContent: '1' }),
      }).map(([what, act]) => [what, resultOf(act)]);
    });
    expect(tried.length).toBe(9);
    for (const [what, result] of tried) expect(result, what).toBe('TypeError');
    await rumana.close();
  });
});

describe('the board', () => {
  it('moves a card by a step that asks what it needs, by its button and by dragging', async () => {
    const [one, other] = [
      await desk.submitted({ headline: 'বোতামে সরানো', section: 'law' }),
      await desk.submitted({ headline: 'টেনে সরানো', section: 'law' }),
    ];
    const kamal = await someone('kamal');
    const { page } = kamal;
    await page.getByRole('link', { name: 'বোর্ড' }).click();
    await page.getByLabel('বিভাগ').selectOption('law');
    await page.getByRole('button', { name: 'ফেরত দিন: বোতামে সরানো' }).click();
    await page.getByLabel('ফেরত দেওয়ার কারণ').fill('সূত্র?');
    await page.getByRole('dialog').getByRole('button', { name: 'ফেরত দিন' }).click();
    const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
    await column('খসড়া').getByText('বোতামে সরানো').waitFor();
    await page.locator('.card', { hasText: 'টেনে সরানো' }).dragTo(column('খসড়া'));
    await page.getByLabel('ফেরত দেওয়ার কারণ').fill('কার কথা?');
    await page.getByRole('dialog').getByRole('button', { name: 'ফেরত দিন' }).click();
    await column('খসড়া').getByText('টেনে সরানো').waitFor();
    expect([await stateOf(one), await stateOf(other)]).toEqual(['draft', 'draft']);
    expect(kamal.faults).toEqual([]);
    await kamal.close();
  });
});

describe('a network that is not there', () => {
  it('keeps what was sent on the device, says so, and sends it once', async () => {
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await page.getByRole('link', { name: 'নতুন লেখা' }).click();
    await fill(page, headline, 'সংযোগ ছাড়া লেখা');
    await write(page, 'লেখা থাকে।');
    const keys: (string | undefined)[] = [];
    // The first is done and its answer lost; the next never leaves.
    let isLost = false;
    await context.route('**/api/articles', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length === 1) await route.fetch();
      if (keys.length <= 2) return route.abort('connectionfailed');
      isLost = true;
      return route.continue();
    });
    await page.getByRole('button', { name: 'সংরক্ষণ' }).click();
    await page.getByText('এই যন্ত্রে রাখা আছে; সংযোগ পেলেই').first().waitFor();
    // The tab dies, and the next one goes on with what was meant.
    await page.reload();
    await page.getByRole('heading', { name: 'পরের ধাপ' }).waitFor();
    expect([isLost, new Set(keys).size]).toEqual([true, 1]);
    const { items } = (await desk.people.rumana.get('/api/lists/mine')).body as unknown as {
      items: { headline: string }[];
    };
    expect(items.filter((one) => one.headline === 'সংযোগ ছাড়া লেখা')).toHaveLength(1);
    await rumana.close();
  });

  it('loses nothing that was typed when the tab is closed', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    await openArticle(rumana.page, id);
    await fill(rumana.page, headline, 'না পাঠানো শিরোনাম');
    await expect
      .poll(() =>
        rumana.page.evaluate(
          () =>
            new Promise<number>((done) => {
              const opening = indexedDB.open('khobor-desk');
              opening.onsuccess = () => {
                const asked = opening.result.transaction('drafts').objectStore('drafts').count();
                asked.onsuccess = () => done(asked.result);
              };
            }),
        ),
      )
      .toBe(1);
    // On another machine it is found as well.
    await expect
      .poll(async () => (await desk.people.rumana.get(`/api/articles/${id}/working`)).status)
      .toBe(200);
    const elsewhere = await someone('rumana', phone);
    await openArticle(elsewhere.page, id);
    await elsewhere.page.getByText('আপনার আগের লেখা ফিরিয়ে আনা হয়েছে').waitFor();
    await elsewhere.close();
    await rumana.page.reload();
    await rumana.page.getByText('আপনার আগের লেখা ফিরিয়ে আনা হয়েছে').waitFor();
    expect(await rumana.page.getByLabel(headline, { exact: true }).inputValue()).toBe('না পাঠানো শিরোনাম');
    await rumana.close();
  });
});

describe('a sign-in that has run out', () => {
  it('is no conflict: the text stays, and is saved after signing in beside it', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await openArticle(page, id);
    await context.route('**/oauth2/token', (route) =>
      route.fulfill({ status: 400, contentType: 'application/json', body: '{"error":"invalid_grant"}' }),
    );
    await context.route(`**/api/articles/${id}`, (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 401, contentType: 'application/json', body: '{"message":"Unauthorized"}' })
        : route.continue(),
    );
    await fill(page, headline, 'মেয়াদ শেষের পরে');
    await page.getByRole('button', { name: 'সংরক্ষণ' }).click();
    await page.getByText('আপনার প্রবেশের মেয়াদ শেষ').waitFor();
    expect(await page.getByText('আরেকজন').count()).toBe(0);
    await context.unrouteAll();
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'আবার প্রবেশ করুন' }).click(),
    ]);
    await popup.waitForEvent('close');
    await page.getByText('সব সংরক্ষিত').waitFor();
    expect((await desk.get(id)).headline).toBe('মেয়াদ শেষের পরে');
    await rumana.close();
  });
});

describe('somebody who leaves', () => {
  it('is out, though new tokens were on their way', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await openArticle(page, id);
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const given = Promise.withResolvers<{ refresh_token: string }>();
    await context.route('**/oauth2/token', async (route) => {
      asked.resolve();
      await answered.promise;
      // Its body is taken on the way: the page that asked for it is left.
      const response = await route.fetch();
      const tokens = await response.json();
      await route.fulfill({ response });
      given.resolve(tokens);
    });
    // Whoever forgets first, and asks the pool then, has been given new ones meanwhile.
    const revoked: (string | null)[] = [];
    await context.route('**/oauth2/revoke', async (route) => {
      revoked.push(new URLSearchParams(route.request().postData() ?? '').get('token'));
      await given.promise;
      await new Promise((done) => setTimeout(done, 200));
      await route.abort();
    });
    await context.route(
      `**/api/articles/${id}`,
      (route) =>
        route.fulfill({ status: 401, contentType: 'application/json', body: '{"message":"Unauthorized"}' }),
      { times: 1 },
    );
    await fill(page, headline, 'যাওয়ার আগে');
    await page.getByRole('button', { name: 'সংরক্ষণ' }).click();
    await asked.promise;
    const isLeft = page.waitForRequest(/\/logout\?/);
    await page.getByRole('button', { name: 'বেরিয়ে যান' }).click();
    answered.resolve();
    const { refresh_token: next } = await given.promise;
    await isLeft;
    await page.getByRole('button', { name: 'প্রবেশ করুন' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('khobor.refresh'))).toBeNull();
    expect(revoked).toEqual([next]);
    await rumana.close();
  });

  it('is out, though the user pool never answers', async () => {
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await context.route('**/oauth2/revoke', () => {});
    await page.getByRole('button', { name: 'বেরিয়ে যান' }).click();
    await page.getByRole('button', { name: 'প্রবেশ করুন' }).waitFor();
    await rumana.close();
  });
});

describe('somebody else who signs in beside it', () => {
  it('does not send what another person meant, nor see it; whoever wrote it finds it', async () => {
    const id = await desk.file();
    const rumana = await someone('rumana');
    const { page, context } = rumana;
    await openArticle(page, id);
    await fill(page, headline, 'রুমানার না পাঠানো শিরোনাম');
    let isOver = true;
    await context.route('**/oauth2/token', (route) =>
      isOver
        ? route.fulfill({ status: 400, contentType: 'application/json', body: '{"error":"invalid_grant"}' })
        : route.continue(),
    );
    await context.route(`**/api/articles/${id}`, (route) =>
      isOver
        ? route.fulfill({ status: 401, contentType: 'application/json', body: '{"message":"Unauthorized"}' })
        : route.continue(),
    );
    await page.getByRole('button', { name: 'সংরক্ষণ' }).click();
    await page.getByText('আপনার প্রবেশের মেয়াদ শেষ').waitFor();
    isOver = false;
    await context.clearCookies();
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'আবার প্রবেশ করুন' }).click(),
    ]);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' && request.url().includes('/api/articles/')) sent.push(request.url());
    });
    // The next page is long in coming, and this one is looked at meanwhile, which wakes what waits.
    await page.evaluate(() => {
      setInterval(() => {
        for (const name of ['focus', 'online']) dispatchEvent(new Event(name));
      }, 20);
    });
    await context.route(
      (url) => url.pathname === '/desk/',
      async (route) => {
        await new Promise((done) => setTimeout(done, 1_500));
        await route.continue();
      },
    );
    await popup.locator('button[value=kamal]').click();
    await page.getByText('কামাল').first().waitFor();
    expect(sent).toEqual([]);
    await openArticle(page, id);
    expect(await page.getByLabel(headline, { exact: true }).inputValue()).not.toContain('রুমানার');
    expect(await desk.facts(id)).toEqual(['created']);
    await page.getByRole('button', { name: 'বেরিয়ে যান' }).click();
    await page.getByRole('button', { name: 'প্রবেশ করুন' }).click();
    await page.locator('button[value=rumana]').click();
    await page.getByRole('heading', { name: 'আমার কাজ' }).waitFor();
    await openArticle(page, id);
    await page.getByText('সব সংরক্ষিত').waitFor();
    expect((await desk.get(id)).headline).toBe('রুমানার না পাঠানো শিরোনাম');
    await rumana.close();
  });
});

describe('every screen', () => {
  it.each([phone, wide])('is accessible, and fits into %i pixels', async (width) => {
    const id = await desk.submitted({
      headline: 'দীর্ঘ শিরোনাম যা এক লাইনে ধরে না, ফোনে তো নয়ই',
      alert: 'breaking',
    });
    await desk.people.kamal.post(`/api/articles/${id}/comment`, { text: 'কে বলেছেন?' });
    const mitu = await someone('mitu', width);
    const { page } = mitu;
    await page.getByText('শেষ করতে হবে').waitFor();
    for (const path of ['/desk/', '/desk/board', '/desk/activity', '/desk/new', `/desk/articles/${id}`]) {
      await page.goto(path);
      await page.locator('main h1').waitFor();
      await checked(page, path);
    }
    await page.locator('.steps').getByRole('button', { name: 'অনুমোদন' }).click();
    await page.getByRole('dialog').waitFor();
    await checked(page, 'the form of a step');
    await page.getByRole('dialog').getByRole('button', { name: 'না, থাক' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Next steps' }).waitFor();
    expect(mitu.faults).toEqual([]);
    await mitu.close();
  });

  it('is reached by keyboard alone, as far as an approval', async () => {
    const id = await desk.submitted();
    const kamal = await someone('kamal');
    const { page } = kamal;
    await openArticle(page, id);
    const name = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const tabTo = async (wanted: string) => {
      for (let i = 0; (await name()) !== wanted; i++) {
        expect(i, `${wanted} is reached by Tab`).toBeLessThan(60);
        await page.keyboard.press('Tab');
      }
    };
    // A screen that is drawn again under somebody's fingers takes the key no less the second time.
    const asked = () =>
      expect
        .poll(async () => {
          if ((await page.getByRole('dialog').count()) === 0) {
            await tabTo('অনুমোদন');
            await page.keyboard.press('Enter');
          }
          return page.evaluate(() => document.activeElement?.closest('dialog, [role=dialog]') != null);
        })
        .toBe(true);
    await asked();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(name).toBe('অনুমোদন');
    await asked();
    await tabTo('না, থাক');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await desk.get(id)).state).toBe('published');
    await kamal.close();
  });
});
