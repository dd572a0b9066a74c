import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const page = async (id: string) => (await desk.cloud.page(`/national/${id}`)).text;
const fronts = ['/', '/national', '/feed.xml', '/national/feed.xml'];
const settled = async () => {
  await desk.cloud.rest();
  await desk.cloud.turnBy(31_000);
};

/** Opens a correction and files it with a new headline, up to its approval. */
async function corrected(id: string, headline: string, note = 'নাম ঠিক করা হলো', approval = {}) {
  await desk.step('rumana', id, 'correct', { note });
  expect((await desk.edit(id, { headline })).status).toBe(200);
  await desk.step('rumana', id, 'submit');
  return desk.step('kamal', id, 'approve', approval);
}

describe('a correction', () => {
  it('leaves the live page as it is until another editor approves it', async () => {
    const id = await desk.published({ headline: 'ভুল নামের খবর' });
    const before = await page(id);
    await desk.step('rumana', id, 'correct', { note: 'নাম ঠিক করা হলো' });
    await desk.edit(id, { headline: 'ঠিক নামের খবর' });
    await desk.step('rumana', id, 'submit');
    await settled();
    expect(await page(id)).toBe(before);
    expect(await desk.get(id)).toMatchObject({ state: 'submitted', revision: 2, headline: 'ঠিক নামের খবর' });

    await desk.step('kamal', id, 'approve');
    await settled();
    const after = await page(id);
    expect(after).toContain('ঠিক নামের খবর');
    expect(after).toContain('নাম ঠিক করা হলো');
    expect(after).not.toContain('ভুল নামের খবর');
    for (const front of fronts) {
      const { text } = await desk.cloud.page(front);
      expect(text, front).toContain('ঠিক নামের খবর');
      expect(text, front).not.toContain('ভুল নামের খবর');
    }
    expect(await desk.get(id)).toMatchObject({
      state: 'published',
      revision: 2,
      path: `/national/${id}`,
      corrections: [{ revision: 2, note: 'নাম ঠিক করা হলো' }],
    });
  });

  it('may follow another, and readers see the notes of both', async () => {
    const id = await desk.published({ headline: 'প্রথম পাঠ' });
    await corrected(id, 'দ্বিতীয় পাঠ', 'প্রথম সংশোধনী');
    await settled();
    await corrected(id, 'তৃতীয় পাঠ', 'দ্বিতীয় সংশোধনী');
    await settled();
    const text = await page(id);
    for (const words of ['তৃতীয় পাঠ', 'প্রথম সংশোধনী', 'দ্বিতীয় সংশোধনী']) expect(text).toContain(words);
    const { revisions } = (await desk.people.kamal.get(`/api/articles/${id}/revisions`)).body;
    expect(revisions).toMatchObject([
      { revision: 1, copyVersion: 1 },
      { revision: 2, note: 'প্রথম সংশোধনী' },
      { revision: 3, note: 'দ্বিতীয় সংশোধনী' },
    ]);
  });

  it('that is spiked changes nothing for readers, and the next one starts from what they have', async () => {
    const id = await desk.published({ headline: 'যেমন ছিল' });
    const before = await page(id);
    await desk.step('rumana', id, 'correct', { note: 'এটি বাদ যাবে' });
    await desk.edit(id, { headline: 'বাদ যাওয়া পাঠ', section: 'sport' });
    await desk.step('kamal', id, 'spike', { note: 'দরকার নেই' });
    await settled();
    expect(await page(id)).toBe(before);
    expect(await desk.get(id)).toMatchObject({
      state: 'published',
      revision: 1,
      section: 'national',
      headline: 'যেমন ছিল',
    });
    await corrected(id, 'পরের পাঠ', 'পরের সংশোধনী');
    await settled();
    const text = await page(id);
    expect(text).toContain('পরের পাঠ');
    expect(text).not.toContain('এটি বাদ যাবে');
  });

  it('is dropped by the reporter who opened it, until a desk has had it, and not by another', async () => {
    const id = await desk.published({ headline: 'ঠিকই ছিল' });
    await desk.step('rumana', id, 'correct', { note: 'ভুল করে খোলা' });
    await desk.step('rumana', id, 'spike', { note: 'ভুল করে খুলেছি' });
    expect(await desk.get(id)).toMatchObject({ state: 'published', revision: 1 });
    await desk.step('kamal', id, 'correct', { note: 'কামাল খুলেছেন' });
    const spike = () =>
      desk.people.rumana.post(`/api/articles/${id}/spike`, { note: 'না' }, { 'if-match': '*' });
    expect((await spike()).status).toBe(403);
    await desk.step('kamal', id, 'spike', { note: 'না' });
    await desk.step('rumana', id, 'update');
    await desk.edit(id, { headline: 'আরও জানা গেল' });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'return', { note: 'সূত্র নেই' });
    expect((await spike()).status).toBe(403);
  });

  it('approved under embargo waits for its time, the live page stays until then', async () => {
    const id = await desk.published({ headline: 'আজকের পাঠ' });
    const publishAt = new Date(desk.cloud.clock.now() + 3_600_000).toISOString();
    await corrected(id, 'এক ঘণ্টা পরের পাঠ', 'সময়ে এল', { publishAt });
    await settled();
    expect(await page(id)).toContain('আজকের পাঠ');
    for (const [key, text] of desk.publicObjects()) expect(text, key).not.toContain('এক ঘণ্টা পরের পাঠ');
    await desk.cloud.turnBy(3_600_000);
    await desk.cloud.turnBy(61_000);
    await desk.signIn();
    expect(await page(id)).toContain('এক ঘণ্টা পরের পাঠ');
  });

  it('that moves the article to another section moves it between fronts; its address stays', async () => {
    const id = await desk.published({ headline: 'বিভাগ বদলের খবর' });
    await desk.step('rumana', id, 'correct', { note: 'বিভাগ ঠিক করা হলো' });
    await desk.edit(id, { headline: 'বিভাগ বদলের খবর', section: 'law' });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await settled();
    expect((await desk.cloud.page('/law')).text).toContain(id);
    expect((await desk.cloud.page('/national')).text).not.toContain(id);
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
  });

  it('renews what other pages say of it, and nothing else', async () => {
    const id = await desk.published({ section: 'jobs', headline: 'পুরোনো শিরোনাম' });
    const next = await desk.published({ section: 'jobs', headline: 'পরের খবর' });
    expect((await desk.cloud.page(`/jobs/${next}`)).text).toContain('পুরোনো শিরোনাম');
    await corrected(id, 'নতুন শিরোনাম');
    await desk.cloud.rest();
    const objects = [...desk.publicObjects()].filter(([, text]) => text.includes('পুরোনো শিরোনাম'));
    // The correction filed the article under the default section as well: it moved away from jobs.
    expect(objects.map(([key]) => key)).toEqual([]);
  });
});

describe('a retraction', () => {
  it('puts a notice with the reason in place of the page, where who looks for it finds it, and takes it off every front', async () => {
    const id = await desk.published({ headline: 'প্রত্যাহারের খবর', body: 'এই লেখাটি থাকবে না।' });
    await desk.step('parveen', id, 'retract', { reason: 'তথ্যটি যাচাই করা যায়নি' });
    await settled();
    const { status, text, headers } = await desk.cloud.page(`/national/${id}`);
    expect(status).toBe(200);
    expect(text).toContain('তথ্যটি যাচাই করা যায়নি');
    expect(text).toContain('<title>প্রত্যাহার: প্রত্যাহারের খবর | খবর</title>');
    expect(text).toContain(`rel="canonical" href="${desk.cloud.url}/national/${id}"`);
    expect(text).not.toMatch(/noindex|ld\+json|og:image|share\//);
    expect(text).not.toContain('এই লেখাটি থাকবে না।');
    expect([...headers.keys()].filter((name) => name.startsWith('x-amz-'))).toEqual([]);
    for (const front of fronts) expect((await desk.cloud.page(front)).text, front).not.toContain(id);
    expect(await desk.get(id)).toMatchObject({ state: 'retracted', withdrawal: { by: 'parveen' } });
  });

  it('ends a correction in work, and no late render brings the article back', async () => {
    const id = await desk.published({ headline: 'সংশোধনের মাঝে' });
    await desk.step('rumana', id, 'correct', { note: 'এটি আর আসবে না' });
    await desk.edit(id, { headline: 'সংশোধিত শিরোনাম' });
    await desk.step('rumana', id, 'submit');
    await desk.step('parveen', id, 'retract', { reason: 'ভুল তথ্য' });
    await settled();
    expect((await desk.cloud.page(`/national/${id}`)).text).toContain('ভুল তথ্য');
    expect(await desk.get(id)).toMatchObject({ state: 'retracted', revision: 3 });
    for (const [key, text] of desk.publicObjects()) expect(text, key).not.toContain('সংশোধিত শিরোনাম');
  });

  it('wins over a release that is being rendered', async () => {
    const id = await desk.submitted({ headline: 'দৌড়ের খবর', body: 'এই লেখাটি কেউ পড়বে না।' });
    await desk.step('kamal', id, 'approve');
    await desk.step('parveen', id, 'retract', { reason: 'ভুল তথ্য' });
    await settled();
    expect((await desk.cloud.page(`/national/${id}`)).text).toContain('ভুল তথ্য');
    for (const [key, text] of desk.publicObjects()) expect(text, key).not.toContain('এই লেখাটি কেউ পড়বে না।');
  });

  it('is refused for what readers do not have', async () => {
    const id = await desk.submitted();
    expect(problem(await desk.people.parveen.post(`/api/articles/${id}/retract`, { reason: 'না' }))).toEqual([
      409,
      'wrong-state',
    ]);
  });
});

describe('a kill', () => {
  it('takes every word from every public object, the pages of others included', async () => {
    const words = ['নিষিদ্ধ শিরোনাম', 'নিষিদ্ধ উপশিরোনাম', 'নিষিদ্ধ লেখা'];
    const id = await desk.published({
      section: 'crime',
      headline: words[0],
      standfirst: words[1],
      body: words[2],
    });
    await desk.published({ section: 'crime', headline: 'পাশের খবর' });
    const holding = () =>
      [...desk.publicObjects()]
        .filter(([, text]) => words.some((word) => text.includes(word)))
        .map(([key]) => key);
    expect(holding().length).toBeGreaterThan(3);
    await desk.step('parveen', id, 'kill', { reason: 'আদালতের আদেশ' });
    await desk.cloud.rest();
    expect(holding()).toEqual([]);
    await settled();
    const { status, text } = await desk.cloud.page(`/crime/${id}`);
    expect(status).toBe(410);
    expect(text).not.toContain('আদালতের আদেশ');
  });

  it('keeps who, when, why and a hash, and the copy for publishers alone', async () => {
    const id = await desk.published({ headline: 'গোপন শিরোনাম', body: 'গোপন লেখা' });
    const before = await desk.get(id);
    await desk.step('parveen', id, 'kill', { reason: 'আদালতের আদেশ' });
    await desk.cloud.rest();
    const seen = (await desk.people.parveen.get(`/api/articles/${id}`)).body;
    expect(seen).toMatchObject({
      state: 'killed',
      copyHash: before.copyHash,
      withdrawal: { by: 'parveen', at: expect.any(String), reason: 'আদালতের আদেশ' },
    });
    for (const path of ['', '/revisions', '/history'])
      expect(
        JSON.stringify((await desk.people.kamal.get(`/api/articles/${id}${path}`)).body),
        path,
      ).not.toMatch(/গোপন/);
    expect(problem(await desk.people.kamal.get(`/api/articles/${id}/revisions/1`))).toEqual([
      403,
      'forbidden',
    ]);
    expect((await desk.people.parveen.get(`/api/articles/${id}`)).body).toMatchObject({
      headline: 'গোপন শিরোনাম',
    });
    expect((await desk.people.parveen.get(`/api/articles/${id}/revisions/1`)).status).toBe(200);
    const { items } = (await desk.people.kamal.get('/api/lists/national/killed')).body;
    expect(JSON.stringify(items)).toContain(id);
    expect(JSON.stringify(items)).not.toContain('গোপন');
  });

  it('hides the copy from a repeat of the request that filed it', async () => {
    const key = { 'idempotency-key': 'filed-before-the-kill' };
    const filing = aFiling({ headline: 'দুইবার পাঠানো' });
    const { body } = await desk.people.rumana.post('/api/articles', filing, key);
    await desk.step('parveen', String(body.id), 'kill', { reason: 'আদালতের আদেশ' });
    const again = await desk.people.rumana.post('/api/articles', filing, key);
    expect(again.body.id).toBe(body.id);
    expect(JSON.stringify(again.body)).not.toContain('দুইবার পাঠানো');
  });
});

describe('an expiry', () => {
  it('ends publication at its time, over an hour’s outage of the clock too', async () => {
    const id = await desk.submitted({ headline: 'মেয়াদি খবর' });
    const expireAt = new Date(desk.cloud.clock.now() + 1_800_000).toISOString();
    await desk.step('kamal', id, 'approve', { expireAt });
    await settled();
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
    await desk.cloud.turnBy(3_600_000);
    await desk.cloud.turnBy(61_000);
    await desk.signIn();
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(410);
    expect((await desk.cloud.page('/national')).text).not.toContain(id);
    expect(await desk.get(id)).toMatchObject({ state: 'expired' });
    expect(await desk.facts(id)).toContain('expired');
  });

  it('can be followed by a correction that brings the article back', async () => {
    const id = await desk.submitted({ headline: 'ফিরে আসা খবর' });
    await desk.step('kamal', id, 'approve', {
      expireAt: new Date(desk.cloud.clock.now() + 60_000).toISOString(),
    });
    await desk.cloud.rest();
    await desk.cloud.turnBy(120_000);
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(410);
    await corrected(id, 'ফিরে আসা খবর', 'মেয়াদ বাড়ানো হলো');
    await desk.cloud.rest();
    await desk.cloud.turnBy(700_000_000);
    await desk.signIn();
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
    expect((await desk.cloud.page('/national')).text).toContain(id);
  });
});

describe('restoring', () => {
  it('makes a draft of an earlier text; what is live stays', async () => {
    const id = await desk.published({ headline: 'আদি পাঠ' });
    await corrected(id, 'বদলানো পাঠ');
    await settled();
    const before = await page(id);
    const restored = await desk.step('rumana', id, 'restore', { revision: '1', note: 'আদি পাঠ ফিরল' });
    expect(restored.body).toMatchObject({ state: 'draft', revision: 3, headline: 'আদি পাঠ' });
    await settled();
    expect(await page(id)).toBe(before);
  });
});

describe('the CDN', () => {
  it('forgets what a correction or a withdrawal has outdated, and once more a minute later', async () => {
    const asked = () => desk.cloud.aws.cloudfront.invalidations().flatMap(({ items }) => items);
    const id = await desk.published({ headline: 'ভুলে যাওয়ার খবর' });
    await desk.cloud.turnBy(61_000);
    expect(asked().filter((item) => item.includes(id))).toEqual([]);
    await corrected(id, 'মনে রাখার খবর');
    await desk.cloud.rest();
    // At once, when the pages that lead on to it are there, and when the image of its shared links is.
    expect(asked().filter((item) => item === `#${id}`)).toHaveLength(3);
    await desk.cloud.turnBy(61_000);
    await desk.signIn();
    expect(asked().filter((item) => item === `#${id}`)).toHaveLength(4);
  });
});
