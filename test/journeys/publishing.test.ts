import { AwsError } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCursor } from '../../shared/cursor.ts';
import { lists } from '../../shared/keys.ts';
import { type ACloud, aFiling, aStillCloud, type Reply } from '../a-cloud.ts';

let cloud: ACloud;
let rumana: Awaited<ReturnType<ACloud['someone']>>;
let kamal: typeof rumana;

beforeAll(async () => {
  cloud = await aStillCloud();
  [rumana, kamal] = [await cloud.someone('rumana', 'reporter'), await cloud.someone('kamal', 'editor')];
});
afterAll(() => cloud.close());

const file = async (differences = {}) =>
  String((await rumana.post('/api/articles', aFiling(differences))).body.id);
const submitted = async (differences = {}) => {
  const id = await file(differences);
  await rumana.post(`/api/articles/${id}/submit`);
  return id;
};
const published = async (differences = {}) => {
  const id = await submitted(differences);
  await kamal.post(`/api/articles/${id}/approve`);
  await cloud.rest();
  return id;
};
const stateOf = async (id: string) => (await rumana.get(`/api/articles/${id}`)).body.state;
const problem = ({ status, body }: Reply) => [status, body.code];

describe('publishing an article', () => {
  it('carries it from the reporter to the reader', async () => {
    const filed = await rumana.post('/api/articles', aFiling({ headline: 'নদীর ধারে বইমেলা' }));
    expect(filed.status).toBe(201);
    expect(filed.headers.get('etag')).toBe('"1"');
    expect(filed.headers.get('location')).toBe(`/api/articles/${filed.body.id}`);
    expect(filed.body).toMatchObject({ state: 'draft', version: 1, revision: 1, headline: 'নদীর ধারে বইমেলা' });

    await rumana.post(`/api/articles/${filed.body.id}/submit`);
    const approved = await kamal.post(`/api/articles/${filed.body.id}/approve`);
    expect(approved.body).toMatchObject({ state: 'released', path: `/national/${filed.body.id}` });
    await cloud.rest();

    const article = await cloud.page(`/national/${filed.body.id}`);
    expect(article.status).toBe(200);
    expect(article.text).toContain('নদীর ধারে বইমেলা');
    for (const front of ['/', '/national', '/national/', '/feed.xml', '/national/feed.xml'])
      expect((await cloud.page(front)).text, front).toContain(String(filed.body.id));
    expect(await stateOf(String(filed.body.id))).toBe('published');
  });

  it('tells its history in order, by whom and when', async () => {
    const id = await published();
    const { facts } = (await rumana.get(`/api/articles/${id}/history`)).body as unknown as {
      facts: { type: string; by: string }[];
    };
    expect(facts.map(({ type, by }) => `${type} ${by}`)).toEqual([
      'article.created rumana',
      'article.submitted rumana',
      'article.approved kamal',
      'article.released kamal',
      'article.published renderer',
    ]);
  });

  it('shows nothing of an article before it is approved', async () => {
    const id = await submitted({ headline: 'এখনো অনুমোদন হয়নি' });
    await cloud.rest();
    expect((await cloud.page(`/national/${id}`)).status).toBe(404);
    for (const front of ['/', '/national', '/feed.xml'])
      expect((await cloud.page(front)).text).not.toContain(id);
  });
});

describe('lists', () => {
  it('queue what waits for a desk, the newest first, and leave it when it is done', async () => {
    const first = await submitted({ section: 'law' });
    await cloud.turnBy(1_000);
    const second = await submitted({ section: 'law' });
    const queue = async () =>
      ((await kamal.get('/api/lists/law/submitted')).body.items as unknown as { id: string }[]).map(
        ({ id }) => id,
      );
    expect(await queue()).toEqual([second, first]);
    await kamal.post(`/api/articles/${first}/return`, { note: 'উৎস যোগ করুন' });
    expect(await queue()).toEqual([second]);
  });

  it('come in pages whose cursor goes on where the last one ended', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 53; i++) ids.push(await file({ section: 'religion' }));
    const first = await rumana.get('/api/lists/religion/draft');
    const rest = await rumana.get(`/api/lists/religion/draft?cursor=${first.body.cursor}`);
    const seen = [first, rest].flatMap(({ body }) =>
      (body.items as unknown as { id: string }[]).map(({ id }) => id),
    );
    // Of one millisecond each, in the order of their ids.
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(53);
    expect(rest.body.cursor).toBeUndefined();
  });

  it.each(['x', 'e30', Buffer.from('{"pk":"a","sk":"b","list":"DUE","at":"c"}').toString('base64url')])(
    'refuse the cursor %s, which is not one of theirs',
    async (cursor) => {
      expect(problem(await rumana.get(`/api/lists/law/draft?cursor=${cursor}`))).toEqual([
        400,
        'invalid-input',
      ]);
    },
  );

  it.each([
    ['another instant than any', { at: 'zzz' }],
    ['an instant that no calendar has', { at: '2026-02-31T00:00:00.000Z' }],
    ['no item', { sk: '' }],
  ])('refuse a cursor that names %s', async (_, forged) => {
    const place = { pk: 'ARTICLE#art_1', sk: 'HEAD', at: '2026-01-01T00:00:00.000Z' };
    const cursor = toCursor({ ...place, list: lists.desk({ section: 'law', state: 'draft' }), ...forged });
    const reply = await rumana.get(`/api/lists/law/draft?cursor=${cursor}`);
    expect(problem(reply)).toEqual([400, 'invalid-input']);
    expect(reply.body.errors).toMatchObject([{ pointer: '/cursor', detail: expect.any(String) }]);
  });
});

describe('a cursor that only the table can tell is made up', () => {
  it('is refused as any other, and what is wrong without one stays a fault of ours', async () => {
    const own = await aStillCloud({
      intercept: (call, go) => {
        if (call.principal !== 'articles/list') return go();
        throw new AwsError('ValidationException', 'The provided starting key is invalid', 400);
      },
    });
    const someone = await own.someone('rumana', 'reporter');
    const place = { pk: 'ARTICLE#art_1', sk: 'HEAD', at: '2026-01-01T00:00:00.000Z' };
    const cursor = toCursor({ ...place, list: lists.desk({ section: 'law', state: 'draft' }) });
    const reply = await someone.get(`/api/lists/law/draft?cursor=${cursor}`);
    expect(problem(reply)).toEqual([400, 'invalid-input']);
    expect(reply.body.errors).toMatchObject([{ pointer: '/cursor', detail: expect.any(String) }]);
    expect((await someone.get('/api/lists/law/draft')).status).toBe(500);
    await own.close();
  });
});

describe('the guards', () => {
  it('let nobody approve their own copy, whatever roles they hold', async () => {
    const both = await cloud.someone('rumana', 'reporter', 'editor');
    const id = await submitted();
    expect(problem(await both.post(`/api/articles/${id}/approve`))).toEqual([403, 'own-copy']);
    expect(await stateOf(id)).toBe('submitted');
  });

  it('let a reporter neither approve nor return', async () => {
    const id = await submitted();
    const other = await cloud.someone('selim', 'reporter');
    expect(problem(await other.post(`/api/articles/${id}/approve`))).toEqual([403, 'forbidden']);
    expect(problem(await other.post(`/api/articles/${id}/return`, { note: 'না' }))).toEqual([
      403,
      'forbidden',
    ]);
  });

  it("let a reporter touch only one's own copy", async () => {
    const id = await file();
    const other = await cloud.someone('selim', 'reporter');
    expect(problem(await other.post(`/api/articles/${id}/submit`))).toEqual([403, 'forbidden']);
    expect(problem(await other.put(`/api/articles/${id}`, aFiling(), { 'if-match': '"1"' }))).toEqual([
      403,
      'forbidden',
    ]);
  });

  it('refuse a step from a state it does not start in, and say the state', async () => {
    const id = await file();
    const refused = await kamal.post(`/api/articles/${id}/approve`);
    expect(problem(refused)).toEqual([409, 'wrong-state']);
    expect(refused.body).toMatchObject({ state: 'draft', version: 1 });
  });

  it('want If-Match for an edit, and refuse a stale one with the version there is', async () => {
    const id = await file();
    expect(problem(await rumana.put(`/api/articles/${id}`, aFiling()))).toEqual([428, 'no-if-match']);
    const edited = await rumana.put(`/api/articles/${id}`, aFiling({ headline: 'দ্বিতীয় সংস্করণ' }), {
      'if-match': '"1"',
    });
    expect(edited.body).toMatchObject({ version: 2, headline: 'দ্বিতীয় সংস্করণ' });
    const stale = await rumana.put(`/api/articles/${id}`, aFiling(), { 'if-match': '"1"' });
    expect(problem(stale)).toEqual([412, 'stale']);
    expect(stale.body.version).toBe(2);
  });

  it('void an approval when the copy is edited', async () => {
    const id = await submitted();
    await kamal.post(`/api/articles/${id}/approve`, { publishAt: '2099-01-01T00:00:00Z' });
    const edited = await rumana.put(`/api/articles/${id}`, aFiling({ headline: 'বদলানো' }), {
      'if-match': '*',
    });
    expect(edited.body.state).toBe('draft');
    expect(edited.body.approvedHash).toBeUndefined();
    expect(edited.body.publishAt).toBe('2099-01-01T00:00:00.000Z');
  });

  it('let exactly one of twenty edits of the same version win', async () => {
    const id = await file();
    const edits = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        rumana.put(`/api/articles/${id}`, aFiling({ headline: `সংস্করণ ${i}` }), { 'if-match': '"1"' }),
      ),
    );
    expect(edits.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(edits.filter(({ status }) => status === 412 || status === 503)).toHaveLength(19);
    expect((await rumana.get(`/api/articles/${id}`)).body.version).toBe(2);
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'once-1' };

  it('makes a repeated create one article with one answer', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => rumana.post('/api/articles', aFiling(), key)));
    const again = await rumana.post('/api/articles', aFiling(), key);
    const done = [...answers, again].filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThanOrEqual(2);
    expect(new Set(done.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('is refused with other content, and is its sender’s own', async () => {
    expect(problem(await rumana.post('/api/articles', aFiling({ headline: 'অন্য' }), key))).toEqual([
      422,
      'key-reused',
    ]);
    const other = await cloud.someone('selim', 'reporter');
    expect((await other.post('/api/articles', aFiling(), key)).status).toBe(201);
  });
});

describe('an embargo', () => {
  it('holds an article back until its time, over an outage of the clock too', async () => {
    const id = await submitted({ section: 'sport' });
    const publishAt = new Date(cloud.clock.now() + 3 * 3_600_000).toISOString();
    const approved = await kamal.post(`/api/articles/${id}/approve`, { publishAt });
    expect(approved.body).toMatchObject({ state: 'approved', publishAt });
    expect((await kamal.get('/api/lists/sport/approved')).body.items).toHaveLength(1);
    await cloud.turnBy(2 * 3_600_000);
    expect((await cloud.page(`/sport/${id}`)).status).toBe(404);
    await cloud.turnBy(2 * 3_600_000);
    expect((await cloud.page(`/sport/${id}`)).status).toBe(200);
    kamal = await cloud.someone('kamal', 'editor');
    rumana = await cloud.someone('rumana', 'reporter');
    expect(await stateOf(id)).toBe('published');
  });

  it('of many lifts for each once and in order, after an hour in which the clock stood still', async () => {
    const soon = (minutes: number) => new Date(cloud.clock.now() + minutes * 60_000).toISOString();
    const minutes = [40, 5, 25, 55, 10];
    const ids: string[] = [];
    for (const one of minutes) {
      const id = await submitted({ section: 'photos' });
      await kamal.post(`/api/articles/${id}/approve`, { publishAt: soon(one) });
      ids.push(id);
    }
    await cloud.turnBy(60 * 60_000);
    await cloud.turnBy(60_000);
    [rumana, kamal] = [await cloud.someone('rumana', 'reporter'), await cloud.someone('kamal', 'editor')];
    const { items } = (await kamal.get('/api/lists/photos/published')).body as unknown as {
      items: { id: string }[];
    };
    const inOrder = ids.toSorted((a, b) => (minutes[ids.indexOf(a)] ?? 0) - (minutes[ids.indexOf(b)] ?? 0));
    expect(items.map(({ id }) => id)).toEqual(inOrder.toReversed());
    for (const id of ids) {
      const { facts } = (await kamal.get(`/api/articles/${id}/history`)).body as unknown as {
        facts: { type: string }[];
      };
      expect(facts.filter(({ type }) => type === 'article.released')).toHaveLength(1);
    }
  });

  it('that is over already is refused, with what to send', async () => {
    const id = await submitted();
    const refused = await kamal.post(`/api/articles/${id}/approve`, {
      publishAt: '2020-01-01T00:00:00+06:00',
    });
    expect(problem(refused)).toEqual([400, 'invalid-input']);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/publishAt', detail: 'has passed: send a later instant, or null to publish at once' },
    ]);
  });
});

it('turns the date on the fronts at midnight in Dhaka', async () => {
  const today = /dateline|datetime="[^"]+"/;
  const before = (await cloud.page('/law')).text;
  await cloud.turnBy(24 * 3_600_000);
  await cloud.turnBy(60_000);
  const after = (await cloud.page('/law')).text;
  expect(before).toMatch(today);
  expect(after).not.toBe(before);
});
