import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const page = (id: string) => desk.cloud.page(`/national/${id}`);
const settled = async () => {
  await desk.cloud.rest();
  await desk.cloud.turnBy(31_000);
};
const changed = async (id: string, open: [string, object], headline: string, approval = {}) => {
  await desk.step('rumana', id, ...open);
  expect((await desk.edit(id, { headline })).status).toBe(200);
  await desk.step('rumana', id, 'submit');
  await desk.step('kamal', id, 'approve', approval);
  await settled();
};
const corrected = (id: string, note: string, headline: string, approval = {}) =>
  changed(id, ['correct', { note }], headline, approval);

describe('a spike', () => {
  it('is taken back to where the copy was, with the times it was wanted for', async () => {
    const [draft, waiting, due] = [await desk.file(), await desk.submitted(), await desk.submitted()];
    await desk.step('kamal', due, 'approve', { publishAt: '2099-01-01T00:00:00Z' });
    for (const id of [draft, waiting, due]) await desk.step('kamal', id, 'spike', { note: 'ভুল করে' });
    const back = async (id: string) => (await desk.step('mitu', id, 'unspike')).body;
    expect(await back(draft)).toMatchObject({ state: 'draft' });
    expect(await back(waiting)).toMatchObject({ state: 'submitted' });
    expect(await back(due)).toMatchObject({ state: 'submitted', publishAt: '2099-01-01T00:00:00.000Z' });
    expect(await desk.get(due)).not.toHaveProperty('withdrawal');
    await desk.step('kamal', waiting, 'approve');
    await settled();
    expect((await page(waiting)).status).toBe(200);
  });

  it('is a reporter’s own way to be rid of a draft that no desk has had, and back', async () => {
    const [own, known] = [await desk.file(), await desk.submitted()];
    await desk.step('rumana', own, 'spike');
    await desk.step('rumana', own, 'unspike');
    await desk.step('kamal', known, 'return', { note: 'আরও লিখুন' });
    expect(problem(await desk.people.rumana.post(`/api/articles/${known}/spike`))).toEqual([
      403,
      'forbidden',
    ]);
    await desk.step('kamal', own, 'spike');
    expect(problem(await desk.people.rumana.post(`/api/articles/${own}/unspike`))).toEqual([
      403,
      'forbidden',
    ]);
  });
});

describe('unpublishing', () => {
  it('takes an article from every page without a word, and gives it back as it was', async () => {
    const id = await desk.published({ headline: 'আগেভাগে বেরোনো খবর', tags: ['চর'] });
    await settled();
    const before = (await page(id)).text;
    await desk.step('kamal', id, 'unpublish', { note: 'নিষেধাজ্ঞা ছিল বিকেল পর্যন্ত' });
    await settled();
    const { status, text } = await page(id);
    expect(status).toBe(404);
    expect(text).toContain('লেখাটি এখন পাওয়া যাচ্ছে না'.normalize('NFC'));
    const naming = () =>
      [...desk.publicObjects()].filter(([, object]) => object.includes('আগেভাগে বেরোনো খবর'.normalize('NFC')));
    expect(naming().map(([key]) => key)).toEqual([]);
    for (const [key, object] of desk.publicObjects()) expect(object, key).not.toContain('নিষেধাজ্ঞা');
    await desk.step('kamal', id, 'reinstate', { reason: 'সময় হয়েছে' });
    await settled();
    expect(await desk.get(id)).toMatchObject({ state: 'published', revision: 3 });
    const after = (await page(id)).text;
    expect(after).toBe(before);
    expect((await desk.cloud.page('/national')).text).toContain(id);
    expect(await desk.facts(id)).toEqual([
      ...['created', 'submitted', 'approved', 'released', 'published'],
      ...['unpublished', 'reinstated', 'published'],
    ]);
  });

  it('keeps its end, and is followed by an update or a retraction', async () => {
    const [id, wrong] = [await desk.submitted(), await desk.published()];
    const expireAt = new Date(desk.cloud.clock.now() + 3_600_000).toISOString();
    await desk.step('kamal', id, 'approve', { expireAt });
    await settled();
    await desk.step('kamal', id, 'unpublish');
    await settled();
    await changed(id, ['update', {}], 'পরের পাঠ');
    expect(await desk.get(id)).toMatchObject({ state: 'published', expireAt, corrections: [] });
    await desk.step('kamal', wrong, 'unpublish');
    await desk.step('parveen', wrong, 'retract', { reason: 'তথ্য ভুল ছিল' });
    await settled();
    expect((await page(wrong)).text).toContain('তথ্য ভুল ছিল');
    await desk.step('kamal', id, 'unpublish');
    await desk.cloud.turnBy(3_700_000);
    await desk.signIn();
    const late = await desk.people.kamal.post(`/api/articles/${id}/reinstate`, { reason: 'আবার' });
    expect([late.status, late.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/expireAt' })],
    ]);
    await desk.step('kamal', id, 'reinstate', { reason: 'আবার', expireAt: null });
    await settled();
    expect((await page(id)).status).toBe(200);
  });
});

describe('correction notes', () => {
  it('stay through an expiry, an update, a second correction, and a retraction that is taken back', async () => {
    const id = await desk.published({ headline: 'প্রথম পাঠ' });
    await corrected(id, 'প্রথম ভুলটি ঠিক হলো', 'দ্বিতীয় পাঠ', {
      expireAt: new Date(desk.cloud.clock.now() + 120_000).toISOString(),
    });
    await desk.cloud.turnBy(180_000);
    expect((await page(id)).status).toBe(410);
    await corrected(id, 'দ্বিতীয় ভুলটি ঠিক হলো', 'তৃতীয় পাঠ');
    await changed(id, ['update', {}], 'চতুর্থ পাঠ');
    await desk.step('rumana', id, 'correct', { note: 'এটি আসবে না' });
    await desk.edit(id, { headline: 'কেউ দেখবে না' });
    await desk.step('parveen', id, 'retract', { reason: 'ভুল বোঝাবুঝি' });
    await settled();
    expect(
      problem(await desk.people.kamal.post(`/api/articles/${id}/reinstate`, { reason: 'ঠিক ছিল' })),
    ).toEqual([403, 'forbidden']);
    await desk.step('parveen', id, 'reinstate', { reason: 'প্রতিবেদনটি ঠিকই ছিল' });
    await settled();
    const { status, text } = await page(id);
    expect(status).toBe(200);
    for (const words of ['চতুর্থ পাঠ', 'প্রথম ভুলটি ঠিক হলো', 'দ্বিতীয় ভুলটি ঠিক হলো', 'হালনাগাদ'])
      expect(text).toContain(words.normalize('NFC'));
    for (const words of ['এটি আসবে না', 'কেউ দেখবে না', 'প্রতিবেদনটি ঠিকই ছিল', 'ভুল বোঝাবুঝি'])
      expect(text).not.toContain(words.normalize('NFC'));
    expect(await desk.get(id)).toMatchObject({ headline: 'চতুর্থ পাঠ', state: 'published' });
    expect(await desk.facts(id)).toEqual(
      expect.arrayContaining(['retracted', 'change-dropped', 'reinstated']),
    );
    const { revisions } = (await desk.people.kamal.get(`/api/articles/${id}/revisions`)).body;
    expect((revisions as unknown as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      ...['publication', 'correction', 'correction', 'update', 'reinstatement'],
    ]);
  });

  it('are reworded until they go out, and refused without words', async () => {
    const id = await desk.published();
    for (const note of ['.', '১২৩', '— —', '!'])
      for (const [name, body] of [
        ['correct', { note }],
        ['retract', { reason: note }],
      ] as const)
        expect(problem(await desk.people.parveen.post(`/api/articles/${id}/${name}`, body)), note).toEqual([
          400,
          'invalid-input',
        ]);
    await desk.step('rumana', id, 'correct', { note: 'নাম ঠিক করা হলো' });
    await desk.step('mitu', id, 'reword', { note: 'বয়স ঠিক করা হলো' });
    await desk.step('rumana', id, 'submit');
    expect(problem(await desk.people.mitu.post(`/api/articles/${id}/approve`))).toEqual([403, 'own-copy']);
    await desk.step('kamal', id, 'approve');
    await settled();
    const { text } = await page(id);
    expect(text).toContain('বয়স ঠিক করা হলো'.normalize('NFC'));
    expect(text).not.toContain('নাম ঠিক করা হলো');
  });
});

describe('an archive', () => {
  it('gets an article on its day, without an alert, the latest or the news sitemap', async () => {
    const id = await desk.submitted({ headline: 'পুরোনো দিনের খবর', alert: 'breaking', tags: ['ইতিহাস'] });
    expect(
      problem(
        await desk.people.kamal.post(`/api/articles/${id}/backdate`, { publishedAt: '1998-05-04T06:00:00Z' }),
      ),
    ).toEqual([403, 'forbidden']);
    expect(
      problem(
        await desk.people.parveen.post(`/api/articles/${id}/backdate`, {
          publishedAt: '2999-01-01T00:00:00Z',
        }),
      ),
    ).toEqual([400, 'invalid-input']);
    await desk.step('parveen', id, 'backdate', { publishedAt: '1998-05-04T06:00:00Z' });
    await desk.step('kamal', id, 'approve');
    await settled();
    expect(await desk.get(id)).toMatchObject({ state: 'published', publishedAt: '1998-05-04T06:00:00.000Z' });
    const naming = [...desk.publicObjects()]
      .flatMap(([key, object]) => (object.includes(id) ? [key] : []))
      .sort();
    expect(naming.filter((key) => !key.startsWith('tag/'))).toEqual([
      'archive/1998-05-04',
      'national/archive/1998-05-04',
      `national/${id}`,
      'sitemaps/1998-05.xml',
    ]);
    const { text } = await page(id);
    expect(text).toContain('১৯৯৮');
    expect(text).not.toContain('হালনাগাদ');
    expect(desk.cloud.mailbox()).toEqual([]);
    expect(
      problem(await desk.people.parveen.post(`/api/articles/${id}/backdate`, { publishedAt: null })),
    ).toEqual([409, 'wrong-state']);
    await desk.step('kamal', id, 'unpublish');
    await settled();
    const left = [...desk.publicObjects()].flatMap(([key, object]) => (object.includes(id) ? [key] : []));
    expect(left.filter((key) => key !== `national/${id}`)).toEqual([]);
  });
});

describe('a comment', () => {
  it('is seen by the newsroom, resolved, in the history, and on no page', async () => {
    const id = await desk.submitted();
    const stale = (await desk.get(id)).version;
    await desk.step('mitu', id, 'comment', { text: 'গোপন: সংখ্যাটি মিলিয়ে দেখুন' });
    expect(await desk.get(id)).toMatchObject({ openComments: 1, state: 'submitted' });
    expect(
      problem(await desk.people.kamal.post(`/api/articles/${id}/approve`, {}, { 'if-match': `"${stale}"` })),
    ).toEqual([412, 'stale']);
    const listed = async () =>
      (await desk.people.rumana.get(`/api/articles/${id}/comments`)).body.comments as unknown as {
        id: string;
      }[];
    const [comment] = await listed();
    expect(comment).toMatchObject({ text: 'গোপন: সংখ্যাটি মিলিয়ে দেখুন'.normalize('NFC'), by: 'mitu' });
    await desk.step('rumana', id, `comments/${comment?.id}/resolve`);
    expect((await listed())[0]).toMatchObject({ resolved: { by: 'rumana', at: expect.any(String) } });
    expect(
      problem(await desk.people.rumana.post(`/api/articles/${id}/comments/${comment?.id}/resolve`)),
    ).toEqual([409, 'wrong-state']);
    expect(problem(await desk.people.rumana.post(`/api/articles/${id}/comments/9/resolve`))).toEqual([
      404,
      'not-found',
    ]);
    await desk.step('kamal', id, 'approve');
    await settled();
    await desk.step('kamal', id, 'comment', { text: 'গোপন: ভালো হয়েছে' });
    for (const [key, object] of desk.publicObjects()) expect(object, key).not.toContain('গোপন:');
    expect(await desk.facts(id)).toEqual([
      ...['created', 'submitted', 'commented', 'comment-resolved', 'approved', 'released', 'published'],
      'commented',
    ]);
    expect(await desk.get(id)).toMatchObject({
      openComments: 1,
      state: 'published',
      words: 8,
      readingMinutes: 1,
    });
  });
});

describe('somebody who saves an article in a loop', () => {
  it('holds off neither a withdrawal nor the clock', async () => {
    let left = 0;
    const other = await aDesk({
      intercept: async ({ principal, service, action }, pass) => {
        const isSave = service === 'dynamodb' && action === 'TransactWriteItems';
        const isHeldOff = principal === 'articles/kill' || principal === 'articles/release-due';
        if (isSave && isHeldOff && left > 0) {
          left--;
          await other.step('rumana', id, 'comment', { text: 'থামো' });
        }
        return pass();
      },
    });
    const id = await other.submitted();
    const publishAt = new Date(other.cloud.clock.now() + 60_000).toISOString();
    await other.step('kamal', id, 'approve', { publishAt });
    left = 8;
    await other.cloud.turnBy(61_000);
    expect([left, (await other.get(id)).state]).toEqual([0, 'published']);
    left = 8;
    await other.step('parveen', id, 'kill', { reason: 'আদেশ' });
    expect(left).toBe(0);
    await other.cloud.close();
  });
});

describe('an embargo', () => {
  it('is kept when a reporter mends a spelling and the copy is approved again without a date', async () => {
    const id = await desk.submitted();
    const publishAt = new Date(desk.cloud.clock.now() + 7_200_000).toISOString();
    await desk.step('kamal', id, 'approve', { publishAt });
    await desk.people.rumana.put(`/api/articles/${id}`, aFiling({ headline: 'বানান ঠিক' }), {
      'if-match': '*',
    });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await settled();
    expect(await desk.get(id)).toMatchObject({ state: 'approved', publishAt });
    expect((await page(id)).status).toBe(404);
    const sooner = new Date(desk.cloud.clock.now() + 60_000).toISOString();
    await desk.step('mitu', id, 'reschedule', { publishAt: sooner });
    await desk.cloud.turnBy(120_000);
    expect((await page(id)).status).toBe(200);
    expect(await desk.get(id)).not.toHaveProperty('publishAt');
  });
});

describe('copy that was dropped and is restored', () => {
  it.each(['spiked', 'unpublished'])('is not approved by who wrote it (%s)', async (how) => {
    const id = await desk.published();
    await desk.step('rumana', id, 'update');
    const filing = aFiling({ headline: 'সম্পাদকের নিজের পাঠ' });
    const saved = await desk.people.kamal.put(`/api/articles/${id}`, filing, { 'if-match': '*' });
    const revision = `v${saved.body.copyVersion}`;
    if (how === 'spiked') await desk.step('mitu', id, 'spike');
    else {
      await desk.step('mitu', id, 'unpublish');
      await desk.cloud.rest();
      await desk.step('mitu', id, 'reinstate', { reason: 'ফেরানো হলো' });
      await desk.cloud.rest();
    }
    await desk.step('rumana', id, 'restore', { revision, update: true });
    await desk.step('rumana', id, 'submit');
    expect(problem(await desk.people.kamal.post(`/api/articles/${id}/approve`))).toEqual([403, 'own-copy']);
    await desk.step('mitu', id, 'approve');
    await settled();
    expect((await page(id)).text).toContain('সম্পাদকের নিজের পাঠ'.normalize('NFC'));
  });
});

describe('a link to a preview that a spike ended', () => {
  it('stays ended when the spike is taken back', async () => {
    await desk.signIn();
    const id = await desk.submitted();
    const link = async () => String((await desk.people.kamal.post(`/api/articles/${id}/preview`)).body.path);
    const before = await link();
    expect((await desk.cloud.page(before)).status).toBe(200);
    await desk.step('kamal', id, 'spike');
    await desk.step('kamal', id, 'unspike');
    expect((await desk.cloud.page(before)).status).toBe(410);
    await desk.cloud.turnBy(1_000);
    expect((await desk.cloud.page(await link())).status).toBe(200);
  });
});

describe('an update that comes after the end of what readers have', () => {
  const at = (seconds: number) => new Date(desk.cloud.clock.now() + seconds * 1_000).toISOString();
  /** It is at its desk; `end` is that of what readers have, `wanted` a time after it. */
  const submitted = async () => {
    const id = await desk.published();
    const [end, wanted] = [at(300), at(900)];
    await desk.step('kamal', id, 'reschedule', { expireAt: end });
    await desk.step('rumana', id, 'update');
    await desk.edit(id, { headline: 'পরের পাঠ' });
    await desk.step('rumana', id, 'submit');
    return { id, end, wanted };
  };

  it.each(['spike', 'return', 'unpublish', 'retract'])(
    'gives the end back when it does not come (%s)',
    async (how) => {
      await desk.signIn();
      const { id, end, wanted } = await submitted();
      await desk.step('kamal', id, 'approve', { publishAt: wanted, expireAt: null });
      const said = { return: { note: 'আরও লিখুন' }, retract: { reason: 'ভুল' } }[how] ?? {};
      await desk.step(how === 'retract' ? 'parveen' : 'kamal', id, how, said);
      if (how === 'unpublish' || how === 'retract')
        await desk.step('parveen', id, 'reinstate', { reason: 'ঠিকই ছিল' });
      if (how !== 'return') expect(await desk.get(id)).toMatchObject({ expireAt: end });
      await desk.cloud.turnBy(400_000);
      expect((await page(id)).status).toBe(410);
    },
  );

  it.each(['approve', 'reschedule'])(
    'takes the end with it, so that they never lose it (%s)',
    async (how) => {
      const { id, wanted } = await submitted();
      const refused = await desk.people.kamal.post(`/api/articles/${id}/approve`, { publishAt: wanted });
      expect(problem(refused)).toEqual([400, 'invalid-input']);
      if (how === 'approve') await desk.step('kamal', id, 'approve', { publishAt: wanted, expireAt: null });
      else {
        await desk.step('kamal', id, 'approve', { publishAt: at(60) });
        await desk.step('kamal', id, 'reschedule', { publishAt: wanted, expireAt: null });
      }
      await desk.cloud.turnBy(400_000);
      expect((await page(id)).status).toBe(200);
      expect((await desk.get(id)).state).toBe('approved');
      await desk.cloud.turnBy(600_000);
      await settled();
      expect((await page(id)).text).toContain('পরের পাঠ'.normalize('NFC'));
    },
  );
});
