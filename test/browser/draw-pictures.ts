import { mkdir, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { build } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { post } from '../../infra/local/sample/posting.ts';
import { publishSample } from '../../infra/local/sample/sample.ts';
import { aBrowser } from './a-reader.ts';

/**
 * Draws the documentation's pictures from the sample newsroom: the screens of the desk, the home page and an article.
 * `node test/browser/draw-pictures.ts [folder] [width]`: to look at them elsewhere, or as wide as a phone.
 */
const [folder = 'docs/pictures', width = '1100'] = process.argv.slice(2);

/** What somebody is writing when the editor is drawn. */
const writing = {
  section: 'agriculture',
  headline: 'চরের জমিতে তরমুজ, লাভের আশায় চাষি',
  standfirst: 'গত বছরের চেয়ে দ্বিগুণ জমিতে চাষ; পানি নামলেই বীজ পড়ে।',
  bylines: ['রুমানা হক'],
  dateline: 'রাজশাহী',
  body: [
    'পদ্মার চরে এ বছর প্রথমবারের মতো তরমুজের চাষ করছেন দুই শতাধিক কৃষক। বীজ বোনা হয়েছে কার্তিকের শেষে।',
    '## কেন তরমুজ',
    'চরের বালুমাটিতে ধান ভালো হয় না। কৃষি বিভাগ বলছে, তরমুজে খরচ কম, বাজারও কাছে।',
    '- বিঘাপ্রতি খরচ ১২ হাজার টাকা\n- ফলন আসে ৯০ দিনে\n- পাইকার আসেন জমিতেই',
    '> নদী আমাদের নিয়েছে, এবার নদীর চরই ফিরিয়ে দিচ্ছে।',
  ].join('\n\n'),
};

/** The most that a picture of the documentation weighs, in bytes. */
const most = 40_000;

const screens = {
  rumana: ['my-work', 'editor'],
  kamal: [
    'board',
    'schedule',
    'fronts',
    'pictures',
    'pictures/first',
    'corrections',
    'readers',
    'activity',
    'authors',
    'redirects',
  ],
  salma: ['ads', 'ads/first'],
};

const cloud = await openCloud({ built: await build(), timeout: 600 });
const browser = await aBrowser();
try {
  await publishSample(cloud);
  const draft = await work();
  await mkdir(`${folder}/desk`, { recursive: true });
  for (const [person, paths] of Object.entries(screens)) await draw(person, paths, draft);
  await drawSite();
} finally {
  await browser.close();
  await cloud.close();
}

type Some = { items: { id: string }[] };

async function call(name: string, role: string) {
  const headers = { authorization: `Bearer ${await cloud.token(name, role)}`, 'if-match': '*' };
  const get = async <T>(path: string) => (await (await fetch(cloud.url + path, { headers })).json()) as T;
  const put = (path: string, body: object) =>
    fetch(cloud.url + path, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { get, put, post: (path: string, body: object) => post(cloud.url + path, body, headers) };
}

/**
 * What a day at the desk leaves: pins, a strip, an embargo, an end, a correction, an alert, an author, a redirect. Returns the id
 * of what is still being written.
 */
async function work(): Promise<string> {
  const [kamal, rumana] = [await call('kamal', 'editor'), await call('rumana', 'reporter')];
  const { items } = await kamal.get<Some>('/api/lists/national/published');
  const [first, second, third] = items.map(({ id }) => id);
  const later = (hours: number) => new Date(cloud.clock.now() + hours * 3_600_000).toISOString();
  const pins = [first, second].flatMap((articleId) => (articleId ? [{ articleId }] : []));
  await kamal.put('/api/fronts/home', { pins });
  await kamal.put('/api/strip', { strip: { text: 'তিস্তায় লাল সংকেত', articleId: first } });
  await kamal.post(`/api/articles/${second}/reschedule`, { expireAt: later(72) });
  await kamal.post(`/api/articles/${third}/correct`, { note: 'স্কুলটি তিনটি নয়, চারটি।' });
  for (const [headline, hours] of [
    ['মেট্রোরেলের নতুন সূচি কাল থেকে', 20],
    ['বাজেট অধিবেশনে কী থাকছে', 44],
  ] as const) {
    const { id } = await rumana.post('/api/articles', {
      section: 'national',
      headline,
      body: 'বিস্তারিত আসছে।',
    });
    await rumana.post(`/api/articles/${id}/submit`, {});
    await kamal.post(`/api/articles/${id}/approve`, { publishAt: later(hours) });
  }
  await kamal.put('/api/authors/rehana-parveen', {
    name: 'রেহানা পারভীন',
    role: 'জ্যেষ্ঠ প্রতিবেদক, রাজশাহী',
    bio: 'পদ্মাপারের মানুষ, নদীভাঙন আর চরের স্কুল নিয়ে লেখেন।',
  });
  await kamal.put('/api/redirects', { from: '/2019/05/padma', to: '/national' });
  const { id } = await rumana.post('/api/articles', writing);
  await cloud.rest();
  return id ?? '';
}

async function draw(person: string, paths: readonly string[], draft: string) {
  const context = await browser.newContext({
    viewport: { width: Number(width), height: 720 },
    baseURL: cloud.url,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('console', (message) => console.error(message.text()));
  page.on('pageerror', (error) => console.error(String(error)));
  await page.goto('/desk/');
  await page.getByRole('button', { name: 'প্রবেশ করুন' }).click();
  await page.locator(`button[value=${person}]`).click();
  await page.locator('.bar nav').waitFor();
  for (const path of paths) {
    if (path.endsWith('/first')) await openFirst(page, path.split('/')[0] ?? '');
    else await page.goto(addressOf(path, draft));
    await page.locator('main h1').waitFor();
    if (path === 'editor') await page.getByRole('textbox', { name: 'মূল লেখা' }).click();
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await write(`desk/${path.replace('/', '-')}`, await page.screenshot());
  }
  await context.close();
}

/** What readers have: the home page, and the first article with a picture as it is on a phone. */
async function drawSite() {
  const page = await browser.newPage({ viewport: { width: Number(width), height: 820 }, baseURL: cloud.url });
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  await write('home', await page.screenshot());
  const path = await page.locator('main article:has(img) :is(h2, h3) a').first().getAttribute('href');
  await page.setViewportSize({ width: 390, height: 820 });
  await page.goto(path ?? '/');
  await page.waitForLoadState('networkidle');
  await write('article', await page.screenshot());
  await page.close();
}

function addressOf(path: string, draft: string): string {
  if (path === 'editor') return `/desk/articles/${draft}`;
  return `/desk/${path === 'my-work' ? '' : path}`;
}

async function openFirst(page: Page, place: string) {
  await page.goto(`/desk/${place}`);
  await page.locator(`main a[href^="/desk/${place}/"]`).first().click();
}

async function write(name: string, png: Buffer) {
  for (const quality of [70, 55, 40, 25]) {
    const file = await sharp(png)
      .resize({ width: 1_000, withoutEnlargement: true })
      .webp({ quality, effort: 6 })
      .toBuffer();
    if (file.length > most && quality > 25) continue;
    await writeFile(`${folder}/${name}.webp`, file);
    console.log(`${name} ${Math.round(file.length / 1000)} KB`);
    return;
  }
}
