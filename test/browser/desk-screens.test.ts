import type { Browser, Page, Route } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bookSample } from '../../infra/local/sample/ads.ts';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
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

const go = async (page: Page, place: string) => {
  await page.goto(`/desk/${place}`);
  await page.locator('main h1').waitFor();
};
/** Waits until nothing of a screen is on its way any more. */
const isRead = (page: Page) => expect.poll(() => page.getByText('আনা হচ্ছে…').count()).toBe(0);
/** By the keyboard, once it may be pressed: a key on a button that is still at work does nothing. */
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true, disabled: false }).first().press('Enter');
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });
const fill = (page: Page, label: string | RegExp, text: string) => page.getByLabel(label).first().fill(text);

/** A conflict is answered 412, which a browser writes into its console. */
const unexpected = (faults: readonly string[]) =>
  faults.filter((one) => !/status of (412|428|404)/.test(one));

const image = async (width: number, height: number, colour: string) => ({
  name: `${colour}.png`,
  mimeType: 'image/png',
  buffer: await sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer(),
});

const read = async (who: keyof ADesk['people'], path: string) => (await desk.people[who].get(path)).body;

describe('the pictures', () => {
  it('are uploaded and described, found, pointed at, and withdrawn by a publisher alone', async () => {
    const rumana = await someone('rumana');
    const { page } = rumana;
    await page.getByRole('link', { name: 'ছবি', exact: true }).click();
    await page.getByLabel(/^ছবি তুলুন/).setInputFiles(await image(1200, 800, 'teal'));
    await press(page, 'বিবরণ লিখুন: teal.png');
    await fill(page, /^ছবিতে কী আছে/, 'সবুজ নদী');
    await fill(page, 'কৃতজ্ঞতা', 'ছবি: রুমানা হক');
    await inDialog(page, 'সংরক্ষণ');
    await closed(page);
    await page.getByRole('searchbox').fill('নদী');
    await page.getByRole('button', { name: 'খুঁজুন' }).click();
    await page.getByRole('link', { name: 'সবুজ নদী' }).click();
    await page.getByRole('heading', { name: 'সবুজ নদী' }).waitFor();
    const shown = page.locator('.focal img');
    await expect.poll(() => shown.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
    await page.getByLabel(/^বাঁ থেকে/).fill('20');
    await press(page, 'জায়গাটি রাখুন');
    await page.getByText('নতুন করে কাটা হচ্ছে').waitFor();
    await page.getByText('পারেন শুধু প্রকাশক').waitFor();
    const id = /ast_\w+/.exec(page.url())?.[0] ?? '';
    expect(await read('rumana', `/api/media/${id}`)).toMatchObject({
      description: { alt: 'সবুজ নদী', credit: 'ছবি: রুমানা হক', focal: { x: 0.2, y: 0.5 } },
    });
    await desk.cloud.rest();

    const parveen = await someone('parveen');
    await go(parveen.page, `pictures/${id}`);
    await press(parveen.page, 'ছবি তুলে নিন');
    await parveen.page.getByText('চিরতরে মুছে যাবে').waitFor();
    await fill(parveen.page, 'কারণ', 'অন্যের ছবি');
    await inDialog(parveen.page, 'ছবি তুলে নিন');
    await parveen.page.getByText(/তুলে নিয়েছেন: অন্যের ছবি/).waitFor();
    expect(await read('parveen', `/api/media/${id}`)).toMatchObject({ state: 'withdrawn' });
    expect(unexpected([...rumana.faults, ...parveen.faults])).toEqual([]);
    await Promise.all([rumana.close(), parveen.close()]);
  });

  it('that are refused say why', async () => {
    const rumana = await someone('rumana');
    const { page } = rumana;
    await go(page, 'pictures');
    const text = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') };
    await page.getByLabel(/^ছবি তুলুন/).setInputFiles(text);
    await page.getByText(/^নেওয়া হয়নি: ./).waitFor();
    await rumana.close();
  });
});

describe('a front', () => {
  const pins = async () => {
    const { pins: found } = await read('kamal', '/api/fronts/crime');
    return (found as unknown as { articleId: string }[]).map(({ articleId }) => articleId);
  };

  it('is arranged by buttons, weighed, and not taken over by whoever saves second', async () => {
    const [one, two, three] = [
      await desk.published({ headline: 'পাতার প্রথম', section: 'crime' }),
      await desk.published({ headline: 'পাতার দ্বিতীয়', section: 'crime' }),
      await desk.published({ headline: 'পাতার তৃতীয়', section: 'crime' }),
    ];
    const kamal = await someone('kamal');
    const { page } = kamal;
    await page.getByRole('link', { name: 'প্রথম পাতা' }).click();
    await page.getByLabel(/^পাতা/).selectOption('crime');
    await press(page, 'ওপরে রাখুন: পাতার প্রথম');
    await press(page, 'ওপরে রাখুন: পাতার দ্বিতীয়');
    await press(page, 'ওপরে তুলুন: পাতার দ্বিতীয়');
    await page.getByText('পাতার দ্বিতীয়: ২টির মধ্যে ১ নম্বরে').waitFor();
    await press(page, 'এভাবে সাজান');
    await page.getByText('সাজানো হয়েছে').waitFor();
    expect(await pins()).toEqual([two, one]);

    // The strip is part of the same record: it is no conflict.
    await press(page, 'ওপরে রাখুন: পাতার তৃতীয়');
    const version = async () => (await desk.people.kamal.get('/api/fronts/crime')).headers.get('etag') ?? '';
    const strip = { strip: { text: 'জরুরি খবর' } };
    await desk.people.kamal.put('/api/strip', strip, { 'if-match': await version() });
    await press(page, 'এভাবে সাজান');
    await page.getByText('সাজানো হয়েছে').waitFor();
    await expect.poll(pins).toEqual([two, one, three]);

    await press(page, 'ছেড়ে দিন: পাতার প্রথম');
    await desk.people.mitu.put(
      '/api/fronts/crime',
      { pins: [{ articleId: three }] },
      { 'if-match': await version() },
    );
    await press(page, 'এভাবে সাজান');
    await page.getByText('এর মধ্যে আরেকজন এই পাতা সাজিয়েছেন').waitFor();
    expect(await pins()).toEqual([three]);
    await press(page, 'আমারটাই রাখব');
    await press(page, 'এভাবে সাজান');
    await expect.poll(pins).toEqual([two, three]);

    await page.getByLabel('ওজন: পাতার প্রথম').selectOption('lead');
    await page.getByText('ওজন বদলেছে: পাতার প্রথম').waitFor();
    expect(await desk.get(one)).toMatchObject({ weight: 'lead' });
    expect(unexpected(kamal.faults)).toEqual([]);
    await kamal.close();
  });

  it('takes no pin before it has been read', async () => {
    await desk.published({ headline: 'আগে পড়া', section: 'accidents' });
    const kamal = await someone('kamal');
    const { page } = kamal;
    let letThrough = () => {};
    const asked = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route('**/api/fronts/accidents', async (route) => {
      await asked;
      await route.continue();
    });
    await go(page, 'fronts/accidents');
    const pin = page.getByRole('button', { name: 'ওপরে রাখুন: আগে পড়া' });
    await pin.waitFor();
    expect(await pin.isDisabled()).toBe(true);
    letThrough();
    await expect.poll(() => pin.isDisabled()).toBe(false);
    await pin.click();
    await page.getByRole('button', { name: 'ছেড়ে দিন: আগে পড়া' }).waitFor();
    await kamal.close();
  });

  it('is arranged by dragging as well', async () => {
    const id = await desk.published({ headline: 'টেনে আনা', section: 'law' });
    const kamal = await someone('kamal');
    await go(kamal.page, 'fronts/law');
    await kamal.page.locator('li', { hasText: 'টেনে আনা' }).dragTo(kamal.page.locator('.pins'));
    await press(kamal.page, 'এভাবে সাজান');
    await kamal.page.getByText('সাজানো হয়েছে').waitFor();
    expect(await read('kamal', '/api/fronts/law')).toMatchObject({ pins: [{ articleId: id }] });
    await kamal.close();
  });

  it('has a strip that is raised, changed and lowered', async () => {
    const kamal = await someone('kamal');
    const { page } = kamal;
    await go(page, 'fronts');
    await press(page, /^পট্টি (তুলুন|বদলান)$/);
    await fill(page, 'এক লাইনের খবর', 'তিস্তায় লাল সংকেত');
    await page.getByRole('dialog').getByRole('button', { name: /^পট্টি/ }).click();
    await closed(page);
    await page.getByText('তিস্তায় লাল সংকেত').waitFor();
    expect(await read('kamal', '/api/strip')).toMatchObject({ strip: { text: 'তিস্তায় লাল সংকেত' } });
    await press(page, 'পট্টি নামান');
    await page.getByText('এখন কোনো পট্টি নেই').waitFor();
    expect(await read('kamal', '/api/strip')).toMatchObject({ strip: null });
    await kamal.close();
  });
});

describe('the schedule', () => {
  it('shows what the clock will do, by day, and moves it', async () => {
    const due = await desk.submitted({ headline: 'পরে যাবে' });
    await desk.step('kamal', due, 'approve', { publishAt: '2026-12-16T00:30:00Z' });
    const ending = await desk.published({ headline: 'শেষ হবে' });
    await desk.step('kamal', ending, 'reschedule', { expireAt: '2026-12-20T06:00:00Z' });
    const kamal = await someone('kamal');
    const { page } = kamal;
    await page.getByRole('link', { name: 'সময়সূচি' }).click();
    await page
      .getByRole('region', { name: /১৬ ডিসেম্বর/ })
      .getByText('পরে যাবে')
      .waitFor();
    await press(page, 'সময় বদলান: পরে যাবে');
    await page
      .getByRole('dialog')
      .getByLabel(/^প্রকাশের সময়/)
      .fill('2026-12-17T09:00');
    await inDialog(page, 'সময় বদলান');
    await page
      .getByRole('region', { name: /১৭ ডিসেম্বর/ })
      .getByText('পরে যাবে')
      .waitFor();
    expect(await desk.get(due)).toMatchObject({ publishAt: '2026-12-17T03:00:00.000Z' });
    await press(page, 'সময় বদলান: শেষ হবে');
    await page.getByLabel(/^মেয়াদ শেষ/).fill('2026-12-21T12:00');
    await inDialog(page, 'সময় বদলান');
    await page
      .getByRole('region', { name: /২১ ডিসেম্বর/ })
      .getByText('শেষ হবে')
      .waitFor();
    expect(await desk.get(ending)).toMatchObject({ expireAt: '2026-12-21T06:00:00.000Z' });
    await press(page, 'প্রকাশের সময় তুলে নিন: পরে যাবে');
    await inDialog(page, 'প্রকাশের সময় তুলে নিন');
    await page.getByText('«প্রকাশের সময় তুলে নিন»: হয়ে গেছে').waitFor();
    expect(await desk.get(due)).toMatchObject({ state: 'submitted' });
    expect(unexpected(kamal.faults)).toEqual([]);
    await kamal.close();
  });
});

describe('the corrections', () => {
  it('are those in work, and those that readers were told of', async () => {
    const id = await desk.published({ headline: 'সংশোধনের লেখা' });
    await desk.step('rumana', id, 'correct', { note: 'স্কুলটি তিনটি নয়, চারটি।' });
    const kamal = await someone('kamal');
    const { page } = kamal;
    await page.getByText('আরও', { exact: true }).click();
    await page.getByRole('link', { name: 'সংশোধন' }).click();
    const open = page.getByRole('region', { name: 'কাজ চলছে' });
    await open.getByText('স্কুলটি তিনটি নয়, চারটি।').waitFor();
    await desk.edit(id, { headline: 'সংশোধনের লেখা' });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    await page.reload();
    await page.getByRole('region', { name: 'পাঠক যা দেখেছেন' }).getByText('স্কুলটি তিনটি নয়, চারটি।').waitFor();
    await kamal.close();
  });
});

describe('the ads', () => {
  it('are booked with a file, cleared, seen, paused and ended; what shares their slot is named', async () => {
    await bookSample(desk.cloud);
    const salma = await someone('salma');
    const { page } = salma;
    await press(page, 'নতুন বিজ্ঞাপন');
    await fill(page, 'বিজ্ঞাপনদাতা', 'নদী প্রকাশন');
    await page.getByLabel('জায়গা', { exact: true }).selectOption('text');
    await page.getByLabel('নতুন ফাইল দিন').setInputFiles(await image(300, 250, 'navy'));
    await page.getByText('ফাইলটি নেওয়া হয়েছে').waitFor();
    await fill(page, 'বিকল্প লেখা', 'নতুন বই');
    await fill(page, /^ক্লিকে যে ঠিকানায়/, 'https://books.example/new');
    await inDialog(page, 'সংরক্ষণ');
    await page.getByRole('heading', { name: 'নদী প্রকাশন' }).waitFor();
    const id = /\/ads\/(\w+)/.exec(page.url())?.[1] ?? '';
    const ads = await desk.cloud.someone('salma', 'ad-manager');
    const state = async () => (await ads.get(`/api/line-items/${id}`)).body.state;
    await page.getByText('পদ্মাতীর বিশ্ববিদ্যালয়').waitFor();
    const shown = page.getByRole('img', { name: 'নতুন বই' });
    await expect.poll(() => shown.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(300);
    for (const [name, wanted] of [
      ['ছাড় দিন', 'cleared'],
      ['থামান', 'paused'],
      ['আবার চালান', 'cleared'],
    ] as const) {
      await press(page, name);
      await expect.poll(state).toBe(wanted);
    }
    // What somebody else changes just before is seen first.
    const before = async (route: Route) => {
      await ads.post(`/api/line-items/${id}/pause`);
      await route.continue();
    };
    await page.route(`**/api/line-items/${id}/end`, before, { times: 1 });
    await press(page, 'শেষ করুন');
    await page.getByText('এর মধ্যে আরেকজন এটি বদলেছেন').waitFor();
    expect(await state()).toBe('paused');
    await press(page, 'শেষ করুন');
    await expect.poll(state).toBe('ended');
    await go(page, 'ads');
    await page.getByRole('link', { name: 'পদ্মাতীর বিশ্ববিদ্যালয়' }).first().waitFor();
    expect(unexpected(salma.faults)).toEqual([]);
    await salma.close();
  });
});

describe('an ad in HTML', () => {
  it('is shown in its closed frame once it is cleared, and not before', async () => {
    const salma = await someone('salma');
    const { page } = salma;
    await press(page, 'নতুন বিজ্ঞাপন');
    await fill(page, 'বিজ্ঞাপনদাতা', 'মাটির ঘর');
    await page.getByLabel('জায়গা', { exact: true }).selectOption('text');
    await page.getByLabel('HTML-এর মাপ').selectOption('300x250');
    const buffer = Buffer.from('<!doctype html><title>x</title><p id="said">এখানে মাটির ঘর</p>');
    await page.getByLabel('নতুন ফাইল দিন').setInputFiles({ name: 'ad.html', mimeType: 'text/html', buffer });
    await page.getByText('ফাইলটি নেওয়া হয়েছে').waitFor();
    await fill(page, 'বিকল্প লেখা', 'মাটির ঘর');
    await fill(page, /^ক্লিকে যে ঠিকানায়/, 'https://clay.example/');
    await inDialog(page, 'সংরক্ষণ');
    await page.getByText('HTML বিজ্ঞাপন ছাড় দেওয়ার পর').waitFor();
    await press(page, 'ছাড় দিন');
    const frame = page.locator('iframe');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');
    await frame.contentFrame().getByText('এখানে মাটির ঘর').waitFor();
    expect(unexpected(salma.faults)).toEqual([]);
    await salma.close();
  });
});

describe('the readers', () => {
  it('are told by their mailings: what became of each', async () => {
    await desk.cloud.send('POST', '/api/subscriptions', {
      body: { address: 'pathok@example.org', sections: ['sport'] },
    });
    await desk.cloud.rest();
    const mail = desk.cloud.mailbox().find(({ to }) => to.includes('pathok@example.org'));
    const token = /#token=([^\s"]+)/.exec(mail?.text ?? '')?.[1];
    await desk.cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
    await desk.published({ headline: 'জিতল দল', section: 'sport', alert: 'section' });
    // One that cannot go out is ended for good.
    desk.cloud.aws.ses.change({ statusOf: () => 'ACCOUNT_SENDING_PAUSED' });
    await desk.published({ headline: 'হারল দল', section: 'sport', alert: 'section' });
    const kamal = await someone('kamal');
    const { page } = kamal;
    await go(page, 'readers');
    await page.getByText('হিসাব: জিতল দল').click();
    await page.getByRole('row', { name: 'পাঠানো হয়েছে ১' }).waitFor();
    await page.locator('.topics').getByText('১ জন').waitFor();
    await press(page, 'একেবারে বন্ধ করুন: হারল দল');
    await inDialog(page, 'একেবারে বন্ধ করুন');
    await closed(page);
    await desk.cloud.rest();
    desk.cloud.aws.ses.change({ statusOf: () => undefined });
    const { mailings } = await read('kamal', '/api/mailings?state=over');
    expect((mailings as unknown as { state: string }[]).map(({ state }) => state)).toContain('cancelled');
    expect(unexpected(kamal.faults)).toEqual([]);
    await kamal.close();
  });
});

describe('redirects and authors', () => {
  it('are added, and changed by two people without a loss', async () => {
    const kamal = await someone('kamal');
    const { page } = kamal;
    await go(page, 'authors');
    await press(page, 'নতুন লেখক');
    await fill(page, /^পরিচয়/, 'rahim-uddin');
    await fill(page, 'নাম', 'রহিম উদ্দিন');
    await inDialog(page, 'সংরক্ষণ');
    await closed(page);
    await press(page, 'বদলান: রহিম উদ্দিন');
    await fill(page, 'পদ', 'প্রতিবেদক');
    await desk.people.mitu.put(
      '/api/authors/rahim-uddin',
      { name: 'রহিম উদ্দিন', role: 'জ্যেষ্ঠ প্রতিবেদক', bio: 'নদীর মানুষ।' },
      { 'if-match': '"1"' },
    );
    await inDialog(page, 'সংরক্ষণ');
    await page.getByText('তিনি লিখেছেন: জ্যেষ্ঠ প্রতিবেদক').waitFor();
    expect(await read('kamal', '/api/authors/rahim-uddin')).toMatchObject({ role: 'জ্যেষ্ঠ প্রতিবেদক' });
    await inDialog(page, 'সংরক্ষণ');
    await closed(page);
    expect(await read('kamal', '/api/authors/rahim-uddin')).toMatchObject({
      role: 'প্রতিবেদক',
      bio: 'নদীর মানুষ।',
      version: 3,
    });
    await press(page, 'নতুন লেখক');
    await fill(page, /^পরিচয়/, 'rahim-uddin');
    await fill(page, 'নাম', 'আরেক রহিম');
    await inDialog(page, 'সংরক্ষণ');
    await page.getByText('এই পরিচয়ে একজন লেখক আগে থেকেই আছেন').waitFor();

    await go(page, 'redirects');
    await press(page, 'নতুন ঠিকানা বসান');
    await fill(page, 'পুরোনো পথ', '/2019/05/padma');
    await fill(page, 'যেখানে যাবে', '/national');
    await inDialog(page, 'সংরক্ষণ');
    await closed(page);
    await press(page, 'বদলান: /2019/05/padma');
    await fill(page, 'যেখানে যাবে', '/sport');
    await inDialog(page, 'সংরক্ষণ');
    await closed(page);
    await fill(page, 'একটি পথ কোথায় যায়', '/2019/05/padma');
    await press(page, 'পথ খুঁজুন');
    await page.getByText('যায়: /sport').waitFor();
    await press(page, 'সরান: /2019/05/padma');
    await page.getByText('সরানো হয়েছে').waitFor();
    await page.getByText('/2019/05/padma →').waitFor({ state: 'detached' });
    expect(unexpected(kamal.faults)).toEqual([]);
    await kamal.close();
  });
});

describe('whoever may not', () => {
  it('is told who may, and is led to what is theirs', async () => {
    const rumana = await someone('rumana');
    for (const place of ['schedule', 'fronts', 'ads', 'readers', 'authors', 'redirects']) {
      await go(rumana.page, place);
      await rumana.page.getByText(/পারেন শুধু .+ আপনার ভূমিকা: প্রতিবেদক/).waitFor();
    }
    expect(await rumana.page.getByRole('link', { name: 'বিজ্ঞাপন' }).count()).toBe(0);
    const salma = await someone('salma');
    await salma.page.getByRole('heading', { name: 'বিজ্ঞাপন', exact: true }).waitFor();
    expect(await salma.page.getByRole('link', { name: 'বোর্ড' }).count()).toBe(0);
    expect(unexpected([...rumana.faults, ...salma.faults])).toEqual([]);
    await Promise.all([rumana.close(), salma.close()]);
  });
});

describe('every screen', () => {
  it.each([phone, wide])('is accessible, and fits into %i pixels', async (width) => {
    const [parveen, salma] = [await someone('parveen', width), await someone('salma', width)];
    const looksAt = async ({ page }: typeof parveen, places: readonly string[]) => {
      for (const place of places) {
        await go(page, place);
        await isRead(page);
        await checked(page, place);
      }
    };
    await looksAt(parveen, [
      'schedule',
      'fronts/crime',
      'pictures',
      'corrections',
      'readers',
      'authors',
      'redirects',
    ]);
    const { page } = parveen;
    const picture = await desk.people.rumana.post('/api/media', { kind: 'picture' });
    await go(page, `pictures/${picture.body.id}`);
    await checked(page, 'a picture');
    await go(page, 'redirects');
    await page.getByRole('button', { name: 'নতুন ঠিকানা বসান' }).click();
    await checked(page, 'a form');
    await page.keyboard.press('Escape');
    await page.getByText('আরও', { exact: true }).click();
    await checked(page, 'the menu');
    await page.keyboard.press('Escape');
    await looksAt(salma, ['ads']);
    await salma.page.locator('main .rows a').first().click();
    await salma.page.locator('main .state').waitFor();
    await isRead(salma.page);
    await checked(salma.page, 'an ad');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Redirects' }).waitFor();
    expect(unexpected([...parveen.faults, ...salma.faults])).toEqual([]);
    await Promise.all([parveen.close(), salma.close()]);
  });
});
