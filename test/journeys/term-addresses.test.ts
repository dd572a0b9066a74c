import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { termOf } from '../../shared/articles/terms.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { askTheSite } from './ask-the-site.ts';

let desk: ADesk;
let id: string;
const [river, who] = ['নদী ভাঙন', 'রেহানা পারভীন'];
const byName = {
  tag: `/tag/${encodeURIComponent('নদী_ভাঙন')}`,
  author: `/author/${encodeURIComponent('রেহানা_পারভীন')}`,
};
const byId = { tag: `/${termOf('tag', river)}`, author: `/${termOf('author', who)}` };

beforeAll(async () => {
  desk = await aDesk();
  id = await desk.published({ headline: 'চর ভাঙছে', tags: [river, 'a/../b'], bylines: [who] });
});
afterAll(() => desk.cloud.close());

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  askTheSite(desk.cloud, path, { method, headers });

describe.each(['tag', 'author'] as const)('the page of a %s', (kind) => {
  it('is at the name, and says so', async () => {
    const { status, text } = await ask(byName[kind]);
    expect([status, text.includes(id)]).toEqual([200, true]);
    expect(text).toContain(
      `<link rel="canonical" href="https://news.example${byName[kind]}">`.replace(
        'https://news.example',
        desk.cloud.url,
      ),
    );
    expect(text).toContain(`href="${byName[kind]}/feed.xml"`);
  });

  it('is led to from its address of before, with its feeds, whatever was asked first', async () => {
    for (let n = 0; n < 2; n++) {
      expect(await ask(byId[kind])).toMatchObject({ status: 301, location: byName[kind] });
      expect(await ask(`${byId[kind]}/`)).toMatchObject({ status: 301, location: byName[kind] });
      expect(await ask(byId[kind], {}, 'HEAD')).toMatchObject({ status: 301, location: byName[kind] });
      for (const file of ['feed.xml', 'feed.json']) {
        const asked = await ask(`${byId[kind]}/${file}`);
        expect(asked).toMatchObject({ status: 301, location: `${byName[kind]}/${file}` });
        expect((await ask(`${byName[kind]}/${file}`)).text).toContain(id);
      }
      expect((await ask(byName[kind])).status).toBe(200);
    }
  });

  it('is not sent again to who has it, and tells nobody how it lies', async () => {
    const { headers } = await ask(byName[kind]);
    expect((await ask(byName[kind], { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
    expect([...headers.keys()].filter((name) => name.startsWith('x-amz-meta'))).toEqual([]);
  });
});

it('the article, sitemaps and feeds name the new addresses, and every one is there', async () => {
  const article = (await ask(`/national/${id}`)).text;
  expect(article).toContain(`href="${byName.tag}" rel="tag"`);
  expect(article).toContain(`<a href="${byName.author}">${who}</a>`);
  await desk.cloud.turnBy(24 * 3_600_000);
  const month = [...desk.publicObjects()].find(([key]) => /^sitemaps\/\d/.test(key))?.[1] ?? '';
  const named = [...month.matchAll(/<loc>[^<]*?(\/(?:tag|author)\/[^<]+)<\/loc>/g)].map(
    ([, path = '']) => path,
  );
  expect(named).toContain(byName.tag);
  expect(named).toContain(byName.author);
  expect(named).toHaveLength(3);
  for (const path of named) expect((await ask(path)).status, path).toBe(200);
});

it('an unknown name is not found, and a tag that lost its articles names nothing', async () => {
  expect((await ask(`/tag/${encodeURIComponent('কেউ জানে না')}`)).status).toBe(404);
  await desk.signIn();
  const only = await desk.published({ headline: 'একা', tags: ['শুধু একবার'] });
  const [path, object] = [`/tag/${encodeURIComponent('শুধু_একবার')}`, `/${termOf('tag', 'শুধু একবার')}`];
  expect((await ask(path)).text).toContain(only);
  await desk.step('parveen', only, 'kill', { reason: 'আদেশ' });
  await desk.cloud.rest();
  await desk.cloud.turnBy(60_000);
  for (const one of [path, object]) {
    const { status, text, location } = await ask(one);
    expect([status, location]).toEqual([200, null]);
    expect(text).not.toMatch(/শুধু|একা|art_/);
    expect(text).toContain('noindex');
  }
});

it('a redirect from a former site’s tag leads on, and gives way to a tag of that name', async () => {
  await desk.signIn();
  const from = '/tag/রাজনীতি';
  const set = { from, to: '/national' };
  expect((await desk.people.mitu.put('/api/redirects', set)).status).toBe(200);
  await desk.cloud.rest();
  expect(await ask(encodeURI(from))).toMatchObject({ status: 301, location: '/national' });
  const named = await desk.published({ headline: 'ভোটের খবর', tags: ['রাজনীতি'] });
  await desk.cloud.turnBy(31_000);
  expect(await ask(encodeURI(from))).toMatchObject({ status: 200, text: expect.stringContaining(named) });
});
