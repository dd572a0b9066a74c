import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const get = async (path: string) => {
  const answer = await fetch(`${desk.cloud.url}${path}`);
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
};
const imageOf = async (id: string) => {
  const { text } = await desk.cloud.page(`/national/${id}`);
  return /<meta property="og:image" content="https?:\/\/[^/]+([^"]+)"/.exec(text)?.[1] ?? '';
};
const changed = async (id: string, headline: string) => {
  await desk.step('rumana', id, 'correct', { note: 'শিরোনাম ঠিক করা হলো' });
  await desk.edit(id, { headline });
  await desk.step('rumana', id, 'submit');
  await desk.step('kamal', id, 'approve');
  await desk.cloud.rest();
};

describe('the image of a shared link', () => {
  it('shows the headline, in the size that networks ask for, under an address that changes with it', async () => {
    const id = await desk.published({ headline: 'চরের স্কুলে প্রথম ঘণ্টা' });
    await desk.cloud.rest();
    const before = await imageOf(id);
    const { status, headers, body } = await get(before);
    expect([status, headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(await sharp(body).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 630 });
    expect(body.length).toBeLessThan(120_000);
    await changed(id, 'চরের স্কুলে দ্বিতীয় ঘণ্টা');
    await desk.cloud.turnBy(61_000);
    const after = await imageOf(id);
    expect(after).not.toBe(before);
    expect((await get(after)).body.equals(body)).toBe(false);
    expect([...desk.publicObjects()].filter(([key]) => key === `share/${id}.jpg`)).toHaveLength(1);
  });

  it.each([
    ['kill', 410],
    ['retract', 410],
    ['unpublish', 404],
  ])('is gone with its article: %s', async (step, status) => {
    await desk.signIn();
    const id = await desk.published();
    await desk.cloud.rest();
    const path = await imageOf(id);
    expect((await get(path)).status).toBe(200);
    await desk.step('parveen', id, step, step === 'unpublish' ? {} : { reason: 'ভুল' });
    await desk.cloud.rest();
    expect((await get(path)).status).toBe(status);
  });

  it.each([
    ['killed', 'kill'],
    ['corrected', 'correct'],
  ])('of an article that is %s leaves the CDN, however late it is put', async (_, step) => {
    let isDown = false;
    const other = await aDesk({
      intercept: async ({ principal, service }, pass) => {
        if (isDown && principal === 'site/draw-share-image' && service === 's3') throw new Error('no bucket');
        return pass();
      },
    });
    const id = await other.published({ headline: 'যার নাম মুছতে হবে' });
    await other.cloud.rest();
    const key = `share/${id}.jpg`;
    const read = async () => (await fetch(`${other.cloud.url}/${key}`)).status;
    expect(await read()).toBe(200);
    const before = other.cloud.copies().get(key);
    isDown = true;
    if (step === 'kill') await other.step('parveen', id, 'kill', { reason: 'আদেশ' });
    else {
      await other.step('rumana', id, 'correct', { note: 'নামটি ভুল ছিল' });
      await other.edit(id, { headline: 'অন্য নাম' });
      await other.step('rumana', id, 'submit');
      await other.step('kamal', id, 'approve');
    }
    await other.cloud.rest();
    for (let minute = 0; minute < 2; minute++) {
      await read();
      await other.cloud.turnBy(61_000);
    }
    await read();
    expect(other.cloud.copies().get(key)).toEqual(before);
    isDown = false;
    await other.cloud.turnBy(61_000);
    await other.cloud.turnBy(61_000);
    expect(await read()).toBe(step === 'kill' ? 410 : 200);
    expect(other.cloud.copies().get(key)).not.toEqual(before);
    await other.cloud.close();
  });

  it('is there of what has no letters that the font has, and of the longest headline', async () => {
    await desk.signIn();
    const longest = `${'ব্রহ্মপুত্র '.repeat(13)}শেষ`.slice(0, 160);
    for (const headline of [
      '👩🏽‍🚒🎉',
      '中文标题',
      '\u2800',
      'a\u0301\u0489\u0334\u20dd'.repeat(30).slice(0, 120),
      `${'a'}${'\u0301\u0489\u0334\u20dd'.repeat(7)}`.repeat(5),
      '<span foreground="red">&amp;',
      longest,
      'ক'.repeat(160),
    ]) {
      const id = await desk.published({ headline });
      await desk.cloud.rest();
      expect((await get(await imageOf(id))).status, headline).toBe(200);
    }
  });
});
