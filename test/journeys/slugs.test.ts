import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleViewed } from '../../shared/articles/views.ts';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { askTheSite } from './ask-the-site.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const ask = (path: string, method = 'GET') => askTheSite(desk.cloud, path, { method });

const published = async (differences: object) => {
  await desk.signIn();
  const id = await desk.published({ section: 'national', ...differences });
  const path = `/national/${id}`;
  return { id, path, at: (words: string) => `${path}/${encodeURIComponent(words)}` };
};

const change = async (id: string, differences: object) => {
  await desk.step('rumana', id, 'update');
  expect((await desk.edit(id, { section: 'national', ...differences })).status).toBe(200);
  await desk.step('rumana', id, 'submit');
  await desk.step('kamal', id, 'approve');
  await desk.cloud.rest();
};

/** That these paths lead to one address at once, however they are asked, and that it is there. */
async function leadTo(address: string, ...paths: string[]) {
  for (const path of paths)
    for (const method of ['GET', 'HEAD']) {
      const { status, location, headers } = await ask(path, method);
      expect([path, status, location]).toEqual([path, 301, address]);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  expect((await ask(address)).status).toBe(200);
}

describe('an article with words in its address', () => {
  it('is there with them alone, and all else leads there', async () => {
    const { id, path, at } = await published({ headline: 'নদী ভাঙছে', slug: '  নদী ভাঙনে: তিন_গ্রাম! ' });
    expect((await desk.get(id)).slug).toBe('নদী-ভাঙনে-তিন-গ্রাম');
    const address = at('নদী-ভাঙনে-তিন-গ্রাম');
    const { status, text } = await ask(address);
    expect(status).toBe(200);
    expect(text).toContain(`<link rel="canonical" href="${desk.cloud.url}${address}">`);
    expect(text).toContain(`"mainEntityOfPage":"${desk.cloud.url}${address}"`);
    expect(text).toContain(`data-address="${desk.cloud.url}${address}"`);
    await leadTo(address, path, `${path}/`, at('অন্য'), `${at('অন্য')}/`, at('নদী'), `${path}/%41`);
    // What looks the same is the same, so that no program that spells it its way is sent round and round.
    for (const same of [
      address.toLowerCase(),
      `${address}/`,
      at('নদী-ভাঙনে-তিন-গ্রাম'.normalize('NFD')),
      at('নদী-ভাঙনে-তিন-গ্রা\u200Cম'),
    ])
      expect((await ask(same)).status, same).toBe(200);
    expect((await ask(`${address}/feed.xml`)).status).toBe(404);
    expect((await ask(`/national/art_000000000000/${encodeURIComponent('নদী')}`)).status).toBe(404);
    expect((await ask(`${path}/%E0%A6`)).status).toBe(404);
  });

  it('is named by them on fronts, in feeds, sitemaps and tags, and counted', async () => {
    const { id, path, at } = await published({ headline: 'সেতু খুলছে', slug: 'সেতু', tags: ['সেতু উদ্বোধন'] });
    await desk.cloud.turnBy(31_000);
    const naming = [...desk.publicObjects()].filter(([, body]) => body.includes(id));
    for (const place of ['index.html', 'national', 'feed.xml', 'atom.xml', 'feed.json', 'news-sitemap.xml'])
      expect(
        naming.map(([key]) => key),
        place,
      ).toContain(place);
    for (const [key, body] of naming.filter(([name]) =>
      /^(index\.html|national|tag\/[^/]+|news-sitemap\.xml)$/.test(name),
    ))
      expect(body, key).toContain(at('সেতু'));
    for (const [key, body] of naming)
      expect(body, key).not.toMatch(new RegExp(`(?:href|link|loc|url)[^ ]{0,40}${path}["<]`));
    const logged = {
      method: 'GET',
      status: '200',
      userAgent: 'Mozilla/5.0 Firefox/140.0',
      day: '',
      requestId: '',
    };
    expect(articleViewed({ ...logged, path: at('সেতু') } as never)).toBe(id);
    expect(articleViewed({ ...logged, path, status: '301' } as never)).toBeUndefined();
  });

  it('leads on from every address that it had, when they change, go, or its section does', async () => {
    const { id, path, at } = await published({ headline: 'বাজেট', slug: 'এক' });
    await change(id, { headline: 'বাজেট', slug: 'দুই' });
    await leadTo(at('দুই'), path, at('এক'));
    await desk.cloud.turnBy(31_000);
    expect(desk.publicObjects().get('index.html')).toContain(at('দুই'));
    await change(id, { headline: 'বাজেট', slug: 'তিন', section: 'business' });
    await leadTo(at('তিন'), path, at('এক'), at('দুই'));
    expect(await ask(`/business/${id}/x`)).toMatchObject({ status: 301, location: path });
    await change(id, { headline: 'বাজেট' });
    await leadTo(path, at('এক'), at('দুই'), at('তিন'));
    await change(id, { headline: 'বাজেট', slug: 'এক' });
    await leadTo(at('এক'), path, at('দুই'), at('তিন'));
  });

  it('an article without them is at its path, which other words lead to', async () => {
    const { path, at } = await published({ headline: 'শব্দ নেই' });
    expect((await ask(path)).status).toBe(200);
    await leadTo(path, at('কিছু'), at('feed.xml'));
  });

  it('says nothing of a killed article, and that it is gone at each', async () => {
    const { id, path, at } = await published({ headline: 'ভুল অভিযোগ', slug: 'গোপন-নাম' });
    await desk.step('parveen', id, 'kill', { reason: 'আদেশ' });
    await desk.cloud.rest();
    for (const one of [path, at('গোপন-নাম'), at('অন্য')])
      expect(await ask(one)).toMatchObject({ status: 410, location: null });
    for (const [key, body] of desk.publicObjects())
      expect(body, key).not.toContain(encodeURIComponent('গোপন'));
    for (const who of ['rumana', 'kamal'] as const)
      for (const part of ['', '/history', '/revisions'])
        expect(JSON.stringify((await desk.people[who].get(`/api/articles/${id}${part}`)).body)).not.toContain(
          'গোপন',
        );
  });

  it('is found by its id alone when it is retracted, and missing when unpublished', async () => {
    const retracted = await published({ headline: 'ভুল খবর', slug: 'ভুল-খবর' });
    await desk.step('parveen', retracted.id, 'retract', { reason: 'তথ্য ভুল ছিল' });
    await desk.cloud.rest();
    await leadTo(retracted.path, retracted.at('ভুল-খবর'));
    const early = await published({ headline: 'আগেভাগে', slug: 'আগেভাগে' });
    await desk.step('parveen', early.id, 'unpublish');
    await desk.cloud.rest();
    expect(await ask(early.at('আগেভাগে'))).toMatchObject({ status: 404, location: null });
  });
});

describe('words for an address', () => {
  it.each([
    ['৫ জনের ফাঁসি, ২ জন খালাস', '5-জনের-ফাঁসি-2-জন-খালাস'],
    ['র‍্যাবের অভিযান', 'র্যাবের-অভিযান'],
    ['Padma Bridge: what’s next?', 'padma-bridge-whats-next'],
    ['../../index.html', 'index-html'],
    ['%E0%A6%A8', 'e0-a6-a8'],
    ['<script>', 'script'],
  ])('of %s are %s', async (slug, kept) => {
    await desk.signIn();
    const { status, body } = await desk.people.rumana.post('/api/articles', aFiling({ slug }));
    expect([status, body.slug]).toEqual([201, kept]);
  });

  it.each(['', '!!!', '়', 'ক'.repeat(81), 'ক '.repeat(41)])(
    'are refused if they are none: %s',
    async (slug) => {
      const { status, body } = await desk.people.rumana.post('/api/articles', aFiling({ slug }));
      const refused = { pointer: '/slug', detailBn: expect.stringMatching(/[ক-হ]/) };
      expect([status, body.errors]).toEqual([
        400,
        expect.arrayContaining([expect.objectContaining(refused)]),
      ]);
    },
  );

  it('in the longest spelling reach the form of the page, and the letter of its alert', async () => {
    const slug = 'ক্ষ'.repeat(26);
    const { at } = await published({ headline: 'দীর্ঘ', slug });
    expect((await ask(at(slug))).status).toBe(200);
    const signUp = (page: string) =>
      fetch(`${desk.cloud.url}/api/subscriptions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ address: 'reader@mail.example', sections: ['national'], page }),
      });
    expect((await signUp(at(slug))).status).toBe(202);
    expect((await signUp('//elsewhere.example')).status).toBe(400);
  });

  it('are compared as any other field', async () => {
    const { id } = await published({ headline: 'তুলনা', slug: 'আগে' });
    await desk.step('rumana', id, 'update');
    await desk.edit(id, { section: 'national', headline: 'তুলনা', slug: 'পরে' });
    const { copyVersion } = await desk.get(id);
    const diff = await desk.people.kamal.get(`/api/articles/${id}/revisions/v${copyVersion}/diff`);
    expect(JSON.stringify(diff.body)).toContain('slug');
  });
});
