import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostWorking, workingLasts } from '../../shared/articles/working.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const at = (id: string) => `/api/articles/${id}/working`;
const fields = { headline: '', body: 'অসমাপ্ত' };
/** Items of unsaved copies of an article, as the table stores them. */
const working = (id: string) => `%${id}%WORK#%`;
const drop = async (name: string, id: string) =>
  (await desk.cloud.send('DELETE', at(id), { token: await desk.cloud.token(name, 'reporter') })).status;

describe('what somebody has not saved', () => {
  it('is kept for them alone, and changes nothing of the article: no version, no fact, no approval', async () => {
    const id = await desk.submitted();
    await desk.step('kamal', id, 'approve', { publishAt: '2027-01-01T00:00:00Z' });
    const [before, facts] = [await desk.get(id), await desk.facts(id)];
    const kept = await desk.people.rumana.put(at(id), { from: 3, fields });
    expect([kept.status, kept.body.fields, kept.body.from]).toEqual([200, fields, 3]);
    expect((await desk.people.rumana.get(at(id))).body).toMatchObject({ from: 3, fields });
    expect(problem(await desk.people.kamal.get(at(id)))).toEqual([404, 'not-found']);
    expect(problem(await desk.people.parveen.get(at(id)))).toEqual([404, 'not-found']);
    expect([await desk.get(id), await desk.facts(id)]).toEqual([before, facts]);
  });

  it('is the last that was sent, until it is dropped', async () => {
    const id = await desk.file();
    await desk.people.rumana.put(at(id), { from: 1, fields });
    await desk.people.rumana.put(at(id), { from: 1, fields: { headline: 'পরের' } });
    await desk.people.kamal.put(at(id), { from: 1, fields: { headline: 'কামালের' } });
    expect((await desk.people.rumana.get(at(id))).body.fields).toEqual({ headline: 'পরের' });
    expect([await drop('rumana', id), await drop('rumana', id)]).toEqual([200, 200]);
    expect((await desk.people.rumana.get(at(id))).status).toBe(404);
    expect((await desk.people.kamal.get(at(id))).body.fields).toEqual({ headline: 'কামালের' });
  });

  it('may be as long as an article, in the private bucket, and no longer', async () => {
    const id = await desk.file();
    const long = { body: 'ক'.repeat(600_000) };
    expect((await desk.people.rumana.put(at(id), { from: 1, fields: long })).status).toBe(200);
    expect((await desk.people.rumana.get(at(id))).body.fields).toEqual(long);
    const item = desk.cloud.store.sql('SELECT max(size) AS most FROM dynamodb_item WHERE item LIKE ?');
    expect(Number(item.get(working(id))?.most)).toBeLessThan(5_000);
    const tooLong = { body: 'k'.repeat(mostWorking) };
    expect(problem(await desk.people.rumana.put(at(id), { from: 1, fields: tooLong }))).toEqual([
      400,
      'invalid-input',
    ]);
  });

  it('is whatever JSON holds, as it was, but for what is nested without end', async () => {
    const id = await desk.file();
    const odd = { numbers: [1e308, 1e-200], constructor: 1, empty: '', none: null };
    expect((await desk.people.rumana.put(at(id), { from: 1, fields: odd })).status).toBe(200);
    expect((await desk.people.rumana.get(at(id))).body.fields).toEqual(odd);
    const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect((await desk.people.rumana.put(at(id), { from: 1, fields: { x: nested(40) } })).status).toBe(200);
    for (const depth of [60, 1_000])
      expect(
        problem(await desk.people.rumana.put(at(id), { from: 1, fields: { x: nested(depth) } })),
      ).toEqual([400, 'invalid-input']);
  });

  it('is gone after fourteen days, for whoever asks before the table has forgotten it too', async () => {
    const id = await desk.file();
    await desk.people.rumana.put(at(id), { from: 1, fields });
    await desk.cloud.turnBy((workingLasts + 60) * 1000);
    await desk.signIn();
    expect((await desk.people.rumana.get(at(id))).status).toBe(404);
  });

  it('of a killed article is gone with it, and is taken no more', async () => {
    const id = await desk.file();
    const other = await desk.file();
    for (const one of [id, other])
      for (const who of ['rumana', 'kamal'] as const)
        await desk.people[who].put(at(one), { from: 1, fields: { body: 'সাক্ষীর নাম' } });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    await desk.step('parveen', id, 'kill', { reason: 'আইনি নির্দেশ' });
    const kept = desk.cloud.store.sql('SELECT count(*) AS n FROM dynamodb_item WHERE item LIKE ?');
    expect([kept.get(working(id))?.n, kept.get(working(other))?.n]).toEqual([0, 2]);
    expect(problem(await desk.people.rumana.put(at(id), { from: 1, fields }))).toEqual([409, 'wrong-state']);
    expect((await desk.people.rumana.get(at(id))).status).toBe(404);
  });

  it('is of an article that there is', async () => {
    expect((await desk.people.rumana.put(at('art_none'), { from: 1, fields })).status).toBe(404);
    expect((await desk.people.rumana.get(at('art_none'))).status).toBe(404);
  });
});

type Pile = { section: string; state: string; items: { id: string; headline: string }[]; hasMore: boolean };

describe('the board', () => {
  it('has the first of each section and state, and says when there are more', async () => {
    const own = await aDesk();
    const piles = async () => (await own.people.kamal.get('/api/board')).body.piles as unknown as Pile[];
    expect(await piles()).toEqual([]);
    const drafts = [];
    for (let n = 0; n < 22; n++) drafts.push(await own.file({ section: 'sport', headline: `খসড়া ${n}` }));
    const submitted = await own.submitted({ section: 'law' });
    const breaking = await own.submitted({ section: 'law', alert: 'breaking' });
    const later = await own.submitted();
    await own.step('kamal', later, 'approve', { publishAt: '2027-01-01T00:00:00Z' });
    await own.published();
    const found = await piles();
    expect(
      found.map(({ section, state, items, hasMore }) => [section, state, items.length, hasMore]),
    ).toEqual([
      ['sport', 'draft', 20, true],
      ['law', 'submitted', 2, false],
      ['national', 'approved', 1, false],
    ]);
    expect(found[1]?.items.map(({ id }) => id)).toEqual([breaking, submitted]);
    expect(new Set(found[0]?.items.map(({ id }) => id)).size).toBe(20);
    await own.cloud.close();
  });

  it.each(['/api/board', '/api/newsroom'])(
    '%s is sent again only when it says something else',
    async (path) => {
      const token = await desk.cloud.token('kamal', 'editor');
      const asked = (known?: string) =>
        fetch(`${desk.cloud.url}${path}`, {
          headers: { authorization: `Bearer ${token}`, ...(known ? { 'if-none-match': known } : {}) },
        });
      const etag = (await asked()).headers.get('etag') ?? '';
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
        const again = await asked(known);
        expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
      }
      if (path === '/api/board') await desk.file({ section: 'jobs' });
      expect((await asked(path === '/api/board' ? etag : '"other"')).status).toBe(200);
    },
  );
});

describe('the newsroom', () => {
  it('tells a desk its sections, and who is asking', async () => {
    const { body } = await desk.people.parveen.get('/api/newsroom');
    expect(body).toMatchObject({
      name: 'খবর',
      sections: expect.arrayContaining([{ section: 'sport', name: 'খেলা' }]),
      embeds: expect.arrayContaining([{ provider: 'youtube', name: 'ইউটিউব' }]),
      me: { id: 'parveen', name: 'parveen', roles: ['publisher'] },
    });
  });
});
