import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLdOf, part, textOf } from '../site/reading.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';
import { aRebuild } from './a-rebuild.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const describeAs = (slug: string, fields: object, headers: Record<string, string> = {}) =>
  desk.people.kamal.put(`/api/authors/${slug}`, fields, headers);
const page = async (path: string) => (await desk.cloud.page(path)).text;
const name = 'রহিম উদ্দিন';

describe('two people of one name', () => {
  it('have a page each, from the byline to the feed, and nobody reads what tells them apart', async () => {
    const { cloud, people } = desk;
    const sports = { name, role: 'ক্রীড়া প্রতিবেদক', bio: 'ফুটবল লেখেন।', sameAs: ['https://x.com/rahim'] };
    expect((await describeAs('rahim-sport', sports)).body).toMatchObject({ slug: 'rahim-sport', version: 1 });
    await describeAs('rahim-law', { name });
    const a = await desk.published({ bylines: [`${name} @rahim-sport`], headline: 'মাঠের খবর' });
    const b = await desk.published({ bylines: [`${name} @rahim-law`, name], headline: 'আদালতের খবর' });

    const [of, other] = [await page('/author/rahim-sport'), await page('/author/rahim-law')];
    expect([of.includes(a), of.includes(b), other.includes(a), other.includes(b)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(textOf(part(of, '<div class="about">'))).toContain('ক্রীড়া প্রতিবেদক'.normalize('NFC'));
    expect(jsonLdOf(of)).toMatchObject({
      '@type': 'ProfilePage',
      mainEntity: { name, url: expect.stringMatching(/\/author\/rahim-sport$/), sameAs: sports.sameAs },
    });
    expect(jsonLdOf(await page(`/national/${a}`)).author).toEqual([
      { '@type': 'Person', name, url: expect.stringMatching(/\/author\/rahim-sport$/) },
    ]);
    const { items } = JSON.parse(await page('/feed.json')) as {
      items: { id: string; authors: { name: string }[] }[];
    };
    expect(items.find(({ id }) => id === a)?.authors).toEqual([
      { name, url: expect.stringMatching(/\/author\/rahim-sport$/) },
    ]);
    // The desk's own words show by it how a byline is written.
    const forReaders = [...desk.publicObjects()].filter(([key]) => !key.startsWith('desk/'));
    for (const [key, text] of forReaders) expect(text, key).not.toContain('@rahim');
    expect((await people.mitu.get('/api/authors')).body).toMatchObject({
      authors: [{ slug: 'rahim-law' }, { slug: 'rahim-sport' }],
    });
    expect((await desk.get(a)).bylines).toEqual([`${name} @rahim-sport`]);
    await cloud.rest();
  });

  it('are told apart by records alone: a byline to an unknown one is refused with what to do', async () => {
    const { rumana } = desk.people;
    const filing = { section: 'law', headline: 'ক', body: 'খ', bylines: [name, `${name} @rahim-lwa`] };
    const { body, status } = await rumana.post('/api/articles', filing);
    expect([status, body.errors]).toEqual([
      400,
      [{ pointer: '/bylines/1', detail: expect.stringContaining('PUT /api/authors/rahim-lwa') }],
    ]);
    const id = await desk.file();
    const within = ['ক @rahim-law ও খ', 'ক @rahim-law; খ @rahim-sport', 'ক (@rahim-law)', 'ক ＠rahim-law'];
    for (const byline of ['ক @none', '@rahim-law', 'রহিম @Rahim_BD', `${name}\u00a0@`, ...within])
      expect(problem(await desk.edit(id, { bylines: [byline] })), byline).toEqual([400, 'invalid-input']);
    expect((await desk.edit(id, { bylines: ['desk@news.example', `${name} @rahim-law`] })).status).toBe(200);
    expect(problem(await rumana.put('/api/authors/rumana', { name: 'রুমানা' }))).toEqual([403, 'forbidden']);
    expect(problem(await rumana.get('/api/authors/nobody'))).toEqual([404, 'not-found']);
  });
});

describe('what is said of an author', () => {
  it('is changed on its version, and reaches the page, as a rebuild gives it', async () => {
    const { cloud } = desk;
    expect(problem(await describeAs('rahim-law', { name }))).toEqual([428, 'no-if-match']);
    const changed = { name: 'রহিম উদ্দিন খান', bio: 'আদালতের খবর লেখেন।' };
    expect((await describeAs('rahim-law', changed, { 'if-match': '"1"' })).status).toBe(200);
    await describeAs('newcomer', { name: 'নবাগত' });
    await cloud.rest();
    await cloud.turnBy(31_000);
    const text = await page('/author/rahim-law');
    expect(textOf(part(text, '<h1 class="title">'))).toBe('রহিম উদ্দিন খান');
    expect(text).toContain('আদালতের খবর লেখেন।');
    expect(textOf(await page('/author/newcomer'))).toContain('নবাগত');
    const before = new Map([...desk.publicObjects()].filter(([key]) => key.startsWith('author/')));
    expect([...before.keys()]).toContain('author/newcomer');
    cloud.store.write(() =>
      cloud.store
        .sql("DELETE FROM s3_object WHERE bucket = 'khobor-site' AND CAST(key AS TEXT) LIKE 'author/%'")
        .run(),
    );
    await aRebuild(cloud);
    expect(new Map([...desk.publicObjects()].filter(([key]) => key.startsWith('author/')))).toEqual(before);
  });
});

describe('one author, however the name is spaced', () => {
  it('has one page, and stands on each article once', async () => {
    const spellings = ['সেলিনা হক', 'সেলিনা\u00a0হক', 'সেলিনা  হক'];
    const ids: string[] = [];
    for (const spelling of spellings)
      ids.push(await desk.published({ bylines: [spelling, 'সেলিনা হক'], tags: ['পদ্মা সেতু', 'পদ্মা  সেতু'] }));
    const story = await page(`/national/${ids[1]}`);
    expect(part(story, '<p class="byline">').match(/<a /g)).toHaveLength(1);
    expect(part(story, '<div class="tags">').match(/<li>/g)).toHaveLength(1);
    const { author, keywords } = jsonLdOf(story);
    expect([author, keywords]).toEqual([[expect.anything()], [expect.anything()]]);
    const [, own = ''] = /href="(\/author\/\w+)"/.exec(story) ?? [];
    const text = await page(own);
    expect(ids.filter((id) => !text.includes(id))).toEqual([]);
  });
});
