import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
/** Where redirects wait for each other before they are saved. */
let meeting: (() => Promise<void>) | undefined;

/** Waits until so many have come. */
function meetingOf(count: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let come = 0;
  return () => {
    come++;
    if (come === count) resolve();
    return promise;
  };
}

beforeAll(async () => {
  desk = await aDesk({
    intercept: async (call, go) => {
      if (call.principal === 'redirects/set' && call.action === 'TransactWriteItems') await meeting?.();
      return go();
    },
  });
});
afterAll(() => desk.cloud.close());

const set = (from: unknown, to: unknown, headers: Record<string, string> = {}) =>
  desk.people.kamal.put('/api/redirects', { from, to }, headers);
async function leads(path: string) {
  const { status, headers } = await fetch(`${desk.cloud.url}${path}`, { redirect: 'manual' });
  return [status, headers.get('location')];
}

describe('an old address', () => {
  it('leads to the new one, however its Bengali letters are composed or encoded', async () => {
    const id = await desk.published();
    const decomposed = '/\u09a1\u09bcাকা/\u09c7\u09beতুন-খবর-১২';
    const typed = '/\u09dcাকা/\u09cbতুন-খবর-১২';
    expect((await set(typed, `/national/${id}`)).status).toBe(200);
    await desk.cloud.rest();
    for (const path of [decomposed, decomposed.normalize('NFC'), typed])
      expect(await leads(encodeURI(path)), path).toEqual([301, `/national/${id}`]);
    expect((await desk.cloud.page(encodeURI(decomposed))).text).toContain('চরের স্কুলে');
  });

  it('is changed on its version, and follows', async () => {
    const [a, b] = [await desk.published(), await desk.published()];
    const first = await set('/old/1', `/national/${a}`);
    expect(problem(await set('/old/1', `/national/${b}`))).toEqual([428, 'no-if-match']);
    await set('/old/1', `/national/${b}`, { 'if-match': first.headers.get('etag') ?? '' });
    await desk.cloud.rest();
    await desk.cloud.turnBy(31_000);
    expect(await leads('/old/1')).toEqual([301, `/national/${b}`]);
    expect((await desk.people.mitu.get('/api/redirects?from=/old/1')).body).toMatchObject({
      to: `/national/${b}`,
    });
  });

  it('may hold an @, and is changed as often as any other', async () => {
    const from = '/@rumana@desk/1';
    for (const to of ['/law', '/crime', '/sport'])
      expect((await set(from, to, { 'if-match': '*' })).status, to).toBe(200);
    expect((await desk.people.mitu.get(`/api/redirects?from=${from}`)).body).toMatchObject({
      to: '/sport',
      version: 3,
    });
  });

  it('is found with the slash at its end that permalinks have, by whoever asks', async () => {
    expect((await set('/2019/05/12/চর/', '/law/')).body).toMatchObject({
      from: '/2019/05/12/চর',
      to: '/law',
    });
    await desk.cloud.rest();
    for (const path of ['/2019/05/12/চর/', '/2019/05/12/চর', '/2019/05/12/%e0%a6%9a%E0%A6%B0/'])
      expect(await leads(encodeURI(decodeURI(path))), path).toEqual([301, '/law']);
    expect((await desk.people.mitu.get('/api/redirects?from=/2019/05/12/চর/')).body.to).toBe('/law');
  });

  it('never leads in a circle, also when both halves are set at once', async () => {
    await set('/x1', '/x2');
    expect(problem(await set('/x2', '/x1'))).toEqual([400, 'invalid-input']);
    meeting = meetingOf(2);
    const both = await Promise.all([set('/y1', '/y2'), set('/y2', '/y1')]);
    meeting = undefined;
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('leads to the end of its way at once, and follows when the way changes', async () => {
    await set('/way/a', '/way/b');
    await set('/way/b', '/way/c');
    await set('/way/c', '/law');
    await desk.cloud.rest();
    for (const from of ['/way/a', '/way/b', '/way/c']) expect(await leads(from), from).toEqual([301, '/law']);
    await desk.people.kamal.post('/api/redirects/remove', { from: '/way/b/' });
    await desk.cloud.rest();
    await desk.cloud.turnBy(31_000);
    expect(await leads('/way/a')).toEqual([301, '/way/b']);
    expect((await leads('/way/b'))[0]).toBe(404);
  });

  it('is listed, removed, and can be set again', async () => {
    const { people, cloud } = desk;
    await set('/gone/1', '/law');
    const listed = async () =>
      ((await people.mitu.get('/api/redirects/list')).body.redirects as unknown as { from: string }[]).map(
        ({ from }) => from,
      );
    expect((await listed())[0]).toBe('/gone/1');
    expect(
      problem(await people.kamal.post('/api/redirects/remove', { from: '/gone/1' }, { 'if-match': '"9"' })),
    ).toEqual([412, 'stale']);
    expect((await people.kamal.post('/api/redirects/remove', { from: '/gone/1' })).status).toBe(200);
    await cloud.rest();
    const { status, text } = await cloud.page('/gone/1');
    expect([status, text]).toEqual([404, expect.stringContaining('পাতাটি পাওয়া যায়নি'.normalize('NFC'))]);
    expect(await listed()).not.toContain('/gone/1');
    expect(problem(await people.mitu.get('/api/redirects?from=/gone/1'))).toEqual([404, 'not-found']);
    expect(problem(await people.kamal.post('/api/redirects/remove', { from: '/gone/1' }))).toEqual([
      404,
      'not-found',
    ]);
    expect((await set('/gone/1', '/crime')).status).toBe(200);
    await cloud.rest();
    await cloud.turnBy(31_000);
    expect(await leads('/gone/1')).toEqual([301, '/crime']);
  });

  it.each([
    ['/api/articles', '/'],
    ['/frames/ast_1', '/'],
    ['/', '/national'],
    ['//evil.example', '/'],
    ['/x', 'https://evil.example/'],
    ['/x', '//evil.example'],
    ['/x', '/\\evil.example'],
    ['/x', 'javascript:alert(1)'],
    ['/x%', '/'],
    ['/x/../y', '/'],
    ['/x%0d%0aset-cookie:a', '/'],
    ['/x', '/y?z=1'],
    ['/old?p=1', '/'],
    ['/national/art_7k2m9x4q1w5p', '/'],
    ['/archive/2026-11-27', '/'],
    ['/x', '/x/'],
    [7, '/'],
  ])('is refused from %s to %s', async (from, to) => {
    expect(problem(await set(from, to))).toEqual([400, 'invalid-input']);
  });

  it('does not lead to an article before readers have it', async () => {
    const id = await desk.submitted();
    const reply = await set('/2019/খসড়া', `/national/${id}`);
    expect(reply.body).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/to' }] });
    expect((await set('/2019/খসড়া', `/national/art_7k2m9x4q1w5p`)).status).toBe(400);
    await desk.step('kamal', id, 'approve');
    expect((await set('/2019/খসড়া', `/national/${id}`)).status).toBe(200);
    await desk.cloud.rest();
    expect(await leads('/2019/খসড়া')).toEqual([301, `/national/${id}`]);
  });

  it('is not a reporter’s to set', async () => {
    expect(problem(await desk.people.rumana.put('/api/redirects', { from: '/x', to: '/y' }))).toEqual([
      403,
      'forbidden',
    ]);
  });

  it('is what an article suggests that has changed its section', async () => {
    const id = await desk.published({ section: 'law' });
    await desk.step('rumana', id, 'correct', { note: 'বিভাগ ঠিক করা হলো' });
    await desk.edit(id, { section: 'crime' });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    expect(await leads(`/crime/${id}`)).toEqual([301, `/law/${id}`]);
  });
});
