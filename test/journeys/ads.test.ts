import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCursor } from '../../shared/cursor.ts';
import { aStillCloud } from '../a-cloud.ts';
import { problem } from './a-desk.ts';
import { anAdDesk } from './an-ad-desk.ts';
import { holdUntilAllAreThere } from './at-once.ts';

let desk: Awaited<ReturnType<typeof anAdDesk>>;
let asset: string;

beforeAll(async () => {
  desk = await anAdDesk();
  asset = await desk.creative();
});
afterAll(() => desk.cloud.close());

const pointers = (body: { errors?: unknown }) =>
  (body.errors as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer).sort();

describe('a booking', () => {
  it('is a draft that no reader sees, then cleared, paused, resumed and ended', async () => {
    const id = await desk.book(asset);
    await desk.cloud.rest();
    expect(desk.handedOut()).not.toContain(id);
    const seen: Record<string, boolean> = {};
    for (const step of ['clear', 'pause', 'resume', 'end']) {
      await desk.step(id, step);
      seen[step] = desk.handedOut().includes(id);
    }
    expect(seen).toEqual({ clear: true, pause: false, resume: true, end: false });
  });

  it('that is edited leaves readers until it is cleared again', async () => {
    const id = await desk.cleared(asset);
    const salma = await desk.salma();
    const edited = await salma.put(`/api/line-items/${id}`, desk.booking(asset, { weight: 77 }), {
      'if-match': '"2"',
    });
    expect([edited.status, edited.body.state, edited.headers.get('etag')]).toEqual([200, 'draft', '"3"']);
    await desk.cloud.rest();
    expect(desk.handedOut()).not.toContain(id);
    await desk.step(id, 'clear');
    expect(desk.handedOut()).toContain(id);
    await desk.step(id, 'end');
  });

  it('says everything that is wrong with it at once', async () => {
    const wide = await desk.creative(640, 100);
    const reply = await (await desk.salma()).post('/api/line-items', {
      slot: 'text',
      flight: desk.flight(-3, -2),
      creative: { asset: wide, alt: ' ', url: 'http://plain.example' },
      sections: ['weather'],
      colour: 'red',
    });
    expect(problem(reply)).toEqual([400, 'invalid-input']);
    expect(pointers(reply.body)).toEqual([
      '/advertiser',
      '/colour',
      '/creative/alt',
      '/creative/asset',
      '/creative/url',
      '/flight/until',
      '/sections/0',
    ]);
  });

  it('of a flight that ends before it begins, for a slot that is not there, is refused', async () => {
    const salma = await desk.salma();
    const backwards = await salma.post('/api/line-items', desk.booking(asset, { flight: desk.flight(5, 4) }));
    expect(pointers(backwards.body)).toEqual(['/flight/until']);
    const nowhere = await salma.post('/api/line-items', desk.booking('ast_nothing', { slot: 'roof' }));
    expect(pointers(nowhere.body)).toEqual(['/creative/asset', '/slot']);
  });

  it('sent twice under one key is one booking', async () => {
    const salma = await desk.salma();
    const booking = desk.booking(asset);
    const send = () => salma.post('/api/line-items', booking, { 'idempotency-key': 'once' });
    const replies = [...(await Promise.all([send(), send()])), await send()];
    const ids = new Set(replies.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    const other = await salma.post(
      '/api/line-items',
      { ...booking, weight: 3 },
      { 'idempotency-key': 'once' },
    );
    expect(problem(other)).toEqual([422, 'key-reused']);
  });

  it('sent again under its key is answered as before, though its creative was refused since', async () => {
    const salma = await desk.salma();
    const { id: waiting, send } = await desk.wish({ kind: 'image' });
    const booking = desk.booking(waiting);
    const book = () => salma.post('/api/line-items', booking, { 'idempotency-key': 'refused-since' });
    const first = await book();
    await send('no image');
    const again = await book();
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    const anew = await salma.post('/api/line-items', booking, { 'idempotency-key': 'anew' });
    expect(pointers(anew.body)).toEqual(['/creative/asset']);
  });

  it('is made on the version that was read', async () => {
    const id = await desk.book(asset);
    const salma = await desk.salma();
    expect(problem(await salma.post(`/api/line-items/${id}/clear`, {}, { 'if-match': '"9"' }))).toEqual([
      412,
      'stale',
    ]);
    const without = await salma.put(`/api/line-items/${id}`, desk.booking(asset));
    expect(problem(without)).toEqual([428, 'no-if-match']);
    expect(problem(await salma.post(`/api/line-items/${id}/resume`))).toEqual([409, 'wrong-state']);
    expect(problem(await salma.post('/api/line-items/ad_nothing/clear'))).toEqual([404, 'not-found']);
  });

  it('is for ad managers alone', async () => {
    const { rumana, kamal, parveen } = desk.people;
    for (const one of [rumana, kamal, parveen]) {
      expect(problem(await one.post('/api/line-items', desk.booking(asset)))).toEqual([403, 'forbidden']);
      expect(problem(await one.get('/api/line-items'))).toEqual([403, 'forbidden']);
    }
    expect((await desk.cloud.send('GET', '/api/line-items')).status).toBe(401);
    const salma = await desk.salma();
    expect(problem(await salma.post('/api/articles', {}))).toEqual([403, 'forbidden']);
  });

  it('is listed by state and slot, those that end first at the beginning', async () => {
    const late = await desk.book(asset, { flight: desk.flight(0, 900) });
    const soon = await desk.book(asset, { flight: desk.flight(0, 1) });
    const salma = await desk.salma();
    const list = async (query: string) =>
      ((await salma.get(`/api/line-items?${query}`)).body.items as unknown as { id: string }[]).map(
        ({ id }) => id,
      );
    const drafts = await list('state=draft&slot=text');
    expect(drafts.indexOf(soon)).toBeLessThan(drafts.indexOf(late));
    expect(drafts.indexOf(soon)).toBeGreaterThanOrEqual(0);
    expect(await list('state=draft&slot=side')).toEqual([]);
    expect((await salma.get('/api/line-items?slot=roof')).status).toBe(400);
  });

  it('is listed however far its flight reaches', async () => {
    const flight = { ...desk.flight(), until: '9999-12-31T23:59:59.999Z' };
    const id = await desk.book(asset, { flight });
    const { body } = await (await desk.salma()).get('/api/line-items?state=draft');
    expect(JSON.stringify(body.items)).toContain(id);
  });

  it.each([{ at: 'zzz' }, { list: 'LINEITEMS#ended' }, { sk: '' }])(
    'is not listed from a place that nobody was given: %j',
    async (forged) => {
      const place = {
        pk: 'LINEITEM#ad_1',
        sk: 'HEAD',
        list: 'LINEITEMS#draft',
        at: '2026-01-01T00:00:00.000Z',
      };
      const cursor = toCursor({ ...place, ...forged });
      const reply = await (await desk.salma()).get(`/api/line-items?state=draft&cursor=${cursor}`);
      expect(problem(reply)).toEqual([400, 'invalid-input']);
      expect(pointers(reply.body)).toEqual(['/cursor']);
    },
  );

  it('has its slots in the API', async () => {
    const { body } = await (await desk.salma()).get('/api/ad-slots');
    expect(body.slots).toContainEqual({ slot: 'text', sizes: ['300x250'], on: ['article'], most: 2 });
  });
});

describe('ads on the site', () => {
  it('change no page, whatever begins, pauses, ends or is booked anew', async () => {
    await desk.published();
    const before = desk.publicObjects();
    const id = await desk.cleared(asset, { priority: 'sponsorship' });
    await desk.step(id, 'pause');
    await desk.step(id, 'resume');
    await desk.step(id, 'end');
    await desk.cleared(await desk.creative(728, 90), { slot: 'leaderboard' });
    const after = desk.publicObjects();
    const changed = [...after.keys()].filter((key) => after.get(key) !== before.get(key));
    expect(changed.filter((key) => !key.startsWith('media/'))).toEqual(['ads/slots.json']);
    expect([...before.keys()].filter((key) => !after.has(key))).toEqual([]);
  });

  it('are written together when many change at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => desk.book(asset)));
    let writes = 0;
    const salma = await desk.salma();
    holdUntilAllAreThere(desk.cloud, 'ads/fill-slots', ids.length);
    const { lambda } = desk.cloud;
    const { invoke } = lambda;
    lambda.invoke = (name, event) => {
      if (name === 'ads/fill-slots') writes++;
      return invoke(name, event);
    };
    const replies = await Promise.all(ids.map((id) => salma.post(`/api/line-items/${id}/clear`)));
    expect(replies.map(({ status }) => status)).toEqual(Array(ids.length).fill(200));
    await desk.cloud.rest();
    lambda.invoke = invoke;
    expect(desk.handedOut()).toEqual(expect.arrayContaining(ids));
    expect(writes).toBeLessThan(4);
    console.log(`20 line items cleared at once: slots.json was looked at ${writes} times`);
  });
});

describe('what slots are filled from', () => {
  it('is another file each time, so that a slow writer of older news finds that somebody was there', async () => {
    const read = () =>
      JSON.parse(desk.publicObjects().get('ads/slots.json') ?? '') as { made: string; items: unknown };
    const first = read();
    await desk.cloud.lambda.invoke('ads/begin-flights', {
      time: new Date(desk.cloud.clock.now()).toISOString(),
    });
    const second = read();
    expect(second.items).toEqual(first.items);
    expect(second.made).not.toBe(first.made);
  });
});

describe('a click', () => {
  const go = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${desk.cloud.url}${path}`, { redirect: 'manual', headers });

  it('is sent on to what was booked, and kept by nobody', async () => {
    const id = await desk.cleared(asset);
    const answer = await go(`/go/${id}/text`);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'https://university.example/admission',
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('leads nowhere else, whatever the address or the headers say', async () => {
    const id = await desk.cleared(asset);
    const evil = 'https://evil.example';
    const right = 'https://university.example/admission';
    for (const query of ['url', 'u', 'to', 'location', 'id', 'creative.url', 'id[]'])
      expect((await go(`/go/${id}/text?${query}=${evil}`)).headers.get('location'), query).toBe(right);
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', referer: evil };
    expect((await go(`/go/${id}/text`, headers)).headers.get('location')).toBe(right);
    for (const path of [
      `/go/${evil}`,
      '/go//evil.example',
      `/go/${encodeURIComponent(evil)}/text`,
      `/go/${id}%0d%0aLocation:%20${encodeURIComponent(evil)}/text`,
      `/go/${id}/../${evil}`,
      `/go/${id}%00/text`,
      `/go/${id}/text?__proto__=${evil}`,
      '/go/',
      `/go/${'a'.repeat(5_000)}/text`,
    ]) {
      const answer = await go(path);
      expect([400, 404], path).toContain(answer.status);
      expect(answer.headers.get('location'), path).toBeNull();
    }
  });

  it('is one only when somebody follows the link: a frame, an image or a script cannot be led there', async () => {
    const id = await desk.cleared(asset);
    const asked = async (path: string) =>
      Promise.all(
        ['document', 'iframe', 'image', 'empty', 'script'].map(
          async (wanted) => (await go(path, { 'sec-fetch-dest': wanted })).status,
        ),
      );
    expect(await asked(`/go/${id}/text`)).toEqual([302, 404, 404, 404, 404]);
    expect(await asked(`/ads/seen/${id}/text`)).toEqual([404, 404, 404, 200, 404]);
    for (const other of [
      `/%67o/${id}/text`,
      `/go%2F${id}/text`,
      `/ads%2Fseen/${id}/text`,
      `/ads/s%65en/${id}/text`,
    ])
      expect(new Set(await asked(other)), other).toEqual(new Set([404]));
  });

  it('may come from anywhere; an impression is of the site’s own pages alone', async () => {
    const id = await desk.cleared(asset);
    const from = (path: string) =>
      Promise.all(
        ['same-origin', 'same-site', 'cross-site', 'none'].map(
          async (site) => (await go(path, { 'sec-fetch-site': site })).status,
        ),
      );
    expect(await from(`/ads/seen/${id}/text`)).toEqual([200, 404, 404, 404]);
    expect(await from(`/ads/seen/${id}/text/`)).toEqual([200, 404, 404, 404]);
    expect(await from(`/go/${id}/text`)).toEqual([302, 302, 302, 302]);
    expect((await go(`/ads/seen/${id}/text`)).status).toBe(200);
  });

  it('that leads nowhere any more says so in words to who opens it in a browser', async () => {
    const answer = await go('/go/ad_nothing/text', { accept: 'text/html,*/*;q=0.8' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('<h1>এই লিংকে এখন কিছু নেই</h1>');
    expect((await go('/go/ad_nothing/text')).headers.get('content-type')).toBe('application/problem+json');
  });

  it('on what cannot be a line item is answered without a look into the table', async () => {
    let reads = 0;
    const own = await aStillCloud({
      intercept: (call, go) => {
        if (call.principal === 'ads/go' && call.service === 'dynamodb') reads++;
        return go();
      },
    });
    const status = async (id: string) => (await own.page(`/go/${id}/text`)).status;
    for (const id of ['ad_nothing', 'ad_00000000000l', 'ad_0000000000000', `ad_${'0'.repeat(99)}`])
      expect(await status(id), id).toBe(404);
    expect(reads).toBe(0);
    expect([await status('ad_000000000000'), reads]).toEqual([404, 1]);
    await own.close();
  });

  it('leads nowhere from a draft, while it is paused, or once it was ended', async () => {
    const id = await desk.book(asset);
    const status = async () => (await go(`/go/${id}/text`)).status;
    expect(await status()).toBe(404);
    await desk.step(id, 'clear');
    expect(await status()).toBe(302);
    await desk.step(id, 'pause');
    expect(await status()).toBe(404);
    await desk.step(id, 'resume');
    expect(await status()).toBe(302);
    await desk.step(id, 'end');
    expect(await status()).toBe(404);
  });
});

describe('a flight', () => {
  const hour = 3_600_000;

  it('that is over ends its line item by the clock', async () => {
    const id = await desk.cleared(asset, { flight: desk.flight(0, 2) });
    await desk.cloud.turnBy(2 * hour + 60_000);
    const { body } = await (await desk.salma()).get(`/api/line-items/${id}`);
    expect(body.state).toBe('ended');
    expect(desk.handedOut()).not.toContain(id);
  });

  it('that begins in some days is handed out by the day before, without anybody touching it', async () => {
    const id = await desk.cleared(asset, { flight: desk.flight(100, 200) });
    expect(desk.handedOut()).not.toContain(id);
    await desk.cloud.turnBy(76 * hour);
    expect(desk.handedOut()).toContain(id);
  });
});
