import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
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

  it('never takes the place of a page', async () => {
    const id = await desk.published();
    await set(`/national/${id}`, '/law');
    await desk.cloud.rest();
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
  });

  it('gives way to the page of an article that is published there later, however often it was changed', async () => {
    const id = await desk.submitted();
    for (const to of ['/law', '/crime', '/sport']) await set(`/national/${id}`, to, { 'if-match': '*' });
    await desk.cloud.rest();
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    await desk.cloud.turnBy(31_000);
    expect((await leads(`/national/${id}`))[0]).toBe(200);
    await desk.step('parveen', id, 'retract', { reason: 'ভুল' });
    await desk.cloud.rest();
    expect((await leads(`/national/${id}`))[0]).toBe(410);
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
    [7, '/'],
  ])('is refused from %s to %s', async (from, to) => {
    expect(problem(await set(from, to))).toEqual([400, 'invalid-input']);
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
