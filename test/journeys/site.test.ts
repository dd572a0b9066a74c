import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { termOf } from '../../shared/articles/terms.ts';
import { dayOf } from '../../shared/bangla/dates.ts';
import { aClock } from '../a-clock.ts';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
let first: string;
let day: string;

beforeAll(async () => {
  desk = await aDesk();
  day = dayOf(new Date(desk.cloud.clock.now()).toISOString());
  first = await desk.published({
    section: 'agriculture',
    headline: 'হাওরে ধান কাটা শুরু',
    bylines: ['রেহানা পারভীন'],
    tags: ['হাওর', 'ধান'],
  });
});
afterAll(() => desk.cloud.close());

const text = async (path: string) => {
  const { status, text } = await desk.cloud.page(path);
  expect(status, path).toBe(200);
  return text;
};

describe('a published article', () => {
  it.each([
    '/',
    '/agriculture',
    '/feed.xml',
    '/atom.xml',
    '/feed.json',
    '/agriculture/feed.xml',
    '/agriculture/atom.xml',
    '/agriculture/feed.json',
    '/news-sitemap.xml',
    `/${termOf('tag', 'হাওর')}`,
    `/${termOf('tag', 'ধান')}`,
    `/${termOf('author', 'রেহানা পারভীন')}`,
    `/${termOf('tag', 'ধান')}/feed.xml`,
    `/${termOf('author', 'রেহানা পারভীন')}/feed.json`,
  ])('is on %s', async (path) => {
    expect(await text(path)).toContain(first);
  });

  it('is in the archives of its day from the next hour on, in the paper’s and its section’s', async () => {
    await desk.cloud.turnBy(3_600_000);
    for (const path of [`/archive/${day}`, `/agriculture/archive/${day}`])
      expect(await text(path)).toContain(first);
    expect((await desk.cloud.page(`/law/archive/${day}`)).text).not.toContain(first);
  });

  it('leaves every one of them when it is withdrawn, and the sitemap of its month', async () => {
    const id = await desk.published({
      section: 'women',
      headline: 'থাকবে না',
      tags: ['অস্থায়ী'],
      bylines: ['কেউ'],
    });
    const holding = () =>
      [...desk.publicObjects()].filter(([, body]) => body.includes(id)).map(([key]) => key);
    await desk.cloud.turnBy(3_600_000);
    expect(holding()).toHaveLength(18);
    await desk.step('parveen', id, 'retract', { reason: 'ভুল' });
    await desk.cloud.rest();
    expect(holding()).toEqual([`women/${id}`].filter((key) => holding().includes(key)));
  });

  it('leaves the page of a tag that a correction takes from it', async () => {
    const id = await desk.published({ section: 'jobs', headline: 'ট্যাগ বদল', tags: ['পুরোনো ট্যাগ'] });
    expect(await text(`/${termOf('tag', 'পুরোনো ট্যাগ')}`)).toContain(id);
    await desk.step('rumana', id, 'correct', { note: 'বিষয় ঠিক করা হলো' });
    await desk.edit(id, { section: 'jobs', headline: 'ট্যাগ বদল', tags: ['নতুন ট্যাগ'] });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    await desk.cloud.turnBy(31_000);
    expect(await text(`/${termOf('tag', 'নতুন ট্যাগ')}`)).toContain(id);
    expect(await text(`/${termOf('tag', 'পুরোনো ট্যাগ')}`)).not.toContain(id);
  });
});

describe('a topic', () => {
  it('is one, however its letters are composed or joined', () => {
    expect(termOf('tag', '\u09dcর‍্যাব')).toBe(termOf('tag', ' \u09a1\u09bcর্যাব'));
    expect(termOf('tag', 'ক')).not.toBe(termOf('author', 'ক'));
  });
});

describe('the turn of the day', () => {
  it('seals yesterday, leads from day to day, and writes the month’s sitemap', async () => {
    await desk.cloud.turnBy(24 * 3_600_000);
    await desk.signIn();
    const id = await desk.published({ section: 'agriculture', headline: 'পরদিনের খবর' });
    await desk.cloud.turnBy(24 * 3_600_000);
    const next = dayOf(new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString());
    expect(await text(`/archive/${day}`)).toContain(`rel="next" href="/archive/${next}"`);
    expect(await text(`/archive/${next}`)).toContain(`rel="prev" href="/archive/${day}"`);
    expect(await text(`/agriculture/archive/${next}`)).toContain(id);
    expect((await desk.cloud.page(`/archive/${day}`)).headers.get('cache-control')).toContain(
      's-maxage=3600',
    );
    expect(await text('/sitemap.xml')).toContain(`/sitemaps/${day.slice(0, 7)}.xml`);
    expect(await text(`/sitemaps/${day.slice(0, 7)}.xml`)).toContain(first);
  });
});

describe('the first day of a month', () => {
  it('begins with what was published in the last one, and a sitemap of its own with the second day', async () => {
    const other = await aDesk({ clock: aClock(Date.parse('2026-11-30T06:00:00Z')) });
    const id = await other.published();
    await other.cloud.turnBy(12 * 3_600_000 + 60_000);
    const read = async (path: string) => (await other.cloud.page(path)).text;
    expect(await read('/sitemaps/2026-11.xml')).toContain(id);
    expect(await read('/sitemap.xml')).toContain('/sitemaps/2026-11.xml');
    expect(await read('/sitemap.xml')).not.toContain('/sitemaps/2026-12.xml');
    expect(await read('/news-sitemap.xml')).toContain(id);
    expect(other.cloud.printed.filter((line) => line.includes('site/new-day'))).toEqual([]);
    await other.cloud.close();
  });
});

describe('pages of a deploy', () => {
  it.each([
    ['/imprint', 'text/html'],
    ['/corrections-policy', 'text/html'],
    ['/robots.txt', 'text/plain'],
    ['/ads.txt', 'text/plain'],
  ])('%s is there', async (path, type) => {
    const { status, headers } = await desk.cloud.page(path);
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
  });
});

describe('today’s archive', () => {
  it('is there with the paper’s first article of the day, and with the next hour has the rest', async () => {
    const other = await aDesk({ clock: aClock(Date.parse('2026-11-24T06:10:00Z')) });
    const first = await other.published({ section: 'law' });
    const second = await other.published({ section: 'sport' });
    const read = async (path: string) => (await other.cloud.page(path)).text;
    expect(await read('/archive/2026-11-24')).toContain(first);
    expect(await read('/archive/2026-11-24')).not.toContain(second);
    await other.cloud.turnBy(3_600_000);
    expect(await read('/archive/2026-11-24')).toContain(second);
    await other.cloud.close();
  });

  it('of a section that publishes more in an hour than its front shows loses none', async () => {
    const other = await aDesk({ clock: aClock(Date.parse('2026-11-24T06:10:00Z')) });
    const ids: string[] = [];
    for (let n = 0; n < 33; n++) ids.push(await other.published({ section: 'sport' }));
    await other.cloud.turnBy(31_000);
    const pages = [
      (await other.cloud.page('/sport')).text,
      (await other.cloud.page('/sport/archive/2026-11-24')).text,
    ];
    expect(pages[0]).toContain('href="/sport/archive/2026-11-24"');
    expect(ids.filter((id) => !pages.some((page) => page.includes(id)))).toEqual([]);
    await other.cloud.close();
  });
});
