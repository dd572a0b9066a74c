import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk, problem } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const arrange = (front: string, pins: object[], headers: Record<string, string> = { 'if-match': '*' }) =>
  desk.people.kamal.put(`/api/fronts/${front}`, { pins }, headers);
const pin = (articleId: string, until?: string) => ({ articleId, ...(until ? { until } : {}) });

/** The articles that a front shows, in order. */
async function shown(path: string) {
  await desk.cloud.rest();
  await desk.cloud.turnBy(31_000);
  const { text } = await desk.cloud.page(path);
  return [...new Set([...text.matchAll(/href="\/\w+\/(art_\w+)"/g)].map(([, id]) => id))];
}

describe('pins', () => {
  it('lead a front in the order given, and the news fills what is below', async () => {
    const [a, b, c] = [await desk.published(), await desk.published(), await desk.published()];
    expect(await shown('/national')).toEqual([c, b, a]);
    expect((await arrange('national', [pin(a), pin(b)])).status).toBe(200);
    expect(await shown('/national')).toEqual([a, b, c]);
    expect((await arrange('home', [pin(b)])).status).toBe(200);
    expect((await shown('/'))[0]).toBe(b);
    const { body } = await desk.people.mitu.get('/api/fronts/national');
    expect(body).toMatchObject({ front: 'national', pins: [{ articleId: a }, { articleId: b }] });
    const next = await desk.published();
    expect((await shown('/national')).slice(0, 3)).toEqual([a, b, next]);
  });

  it('of an article that is withdrawn disappear from every front', async () => {
    const id = await desk.published({ section: 'law' });
    await arrange('selected', [pin(id)]);
    await arrange('home', [pin(id)]);
    expect(await shown('/selected')).toEqual([id]);
    await desk.step('parveen', id, 'retract', { reason: 'ভুল' });
    expect(await shown('/selected')).toEqual([]);
    expect(await shown('/')).not.toContain(id);
    for (const front of ['selected', 'home']) {
      const { body } = await desk.people.kamal.get(`/api/fronts/${front}`);
      expect(JSON.stringify(body.pins)).not.toContain(id);
      expect((await arrange(front, body.pins as unknown as object[])).status).toBe(200);
    }
  });

  it('show the headline of a correction on every front that keeps the article', async () => {
    const id = await desk.published({ section: 'law', headline: 'আগের শিরোনাম' });
    await arrange('selected', [pin(id)]);
    await desk.step('rumana', id, 'correct', { note: 'শিরোনাম ঠিক করা হলো' });
    await desk.edit(id, { section: 'law', headline: 'ঠিক শিরোনাম' });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await shown('/selected');
    expect((await desk.cloud.page('/selected')).text).toContain('ঠিক শিরোনাম');
  });

  it('end at their time', async () => {
    const [first, second] = [
      await desk.published({ section: 'jobs' }),
      await desk.published({ section: 'jobs' }),
    ];
    const until = new Date(desk.cloud.clock.now() + 3_600_000).toISOString();
    await arrange('jobs', [pin(first, until)]);
    expect(await shown('/jobs')).toEqual([first, second]);
    await desk.cloud.turnBy(3_600_000);
    await desk.cloud.turnBy(61_000);
    await desk.signIn();
    expect(await shown('/jobs')).toEqual([second, first]);
  });

  it('of fronts that editors arrange at one moment are kept all, for whoever says any version', async () => {
    const id = await desk.published({ section: 'law' });
    const fronts = ['home', 'law', 'selected', 'national'];
    const { mitu } = desk.people;
    const strip = { strip: { text: 'সব পাতায় থাকে' } };
    const answers = await Promise.all([
      ...fronts.map((front) => arrange(front, [pin(id)])),
      mitu.put('/api/strip', strip, { 'if-match': '*' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
    for (const front of fronts)
      expect((await mitu.get(`/api/fronts/${front}`)).body.pins).toMatchObject([{ articleId: id }]);
    for (const front of fronts) await arrange(front, []);
    await mitu.put('/api/strip', { strip: null }, { 'if-match': '*' });
  });

  it('are an editor’s, of published articles, on the version that was read', async () => {
    const [live, draft] = [await desk.published(), await desk.file()];
    const { rumana } = desk.people;
    expect(problem(await rumana.put('/api/fronts/home', { pins: [] }, { 'if-match': '*' }))).toEqual([
      403,
      'forbidden',
    ]);
    expect(problem(await arrange('home', [], {}))).toEqual([428, 'no-if-match']);
    expect(problem(await arrange('home', [], { 'if-match': '"999"' }))).toEqual([412, 'stale']);
    expect(problem(await arrange('nowhere', []))).toEqual([400, 'invalid-input']);
    const odd = await arrange('home', [pin(live), pin(draft), pin('art_000000000000')]);
    expect((odd.body.errors as unknown as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/pins/1/articleId',
      '/pins/2/articleId',
    ]);
    expect(problem(await arrange('home', [pin(live), pin(live)]))).toEqual([400, 'invalid-input']);
    expect(problem(await arrange('home', [pin(live, '2020-01-01T00:00:00Z')]))).toEqual([
      400,
      'invalid-input',
    ]);
  });
});

describe('a weight', () => {
  const weigh = (id: string, weight: string, headers = { 'if-match': '*' }) =>
    desk.people.kamal.put(`/api/articles/${id}/weight`, { weight }, headers);

  it('moves a live article up its front and down again, without a new revision', async () => {
    const [first, second] = [
      await desk.published({ section: 'women' }),
      await desk.published({ section: 'women' }),
    ];
    expect((await weigh(first, 'large')).body).toMatchObject({
      state: 'published',
      weight: 'large',
      revision: 1,
    });
    expect(await shown('/women')).toEqual([first, second]);
    await weigh(first, 'normal');
    expect(await shown('/women')).toEqual([second, first]);
  });

  it('that is given before publication holds from the first minute, and voids no approval', async () => {
    const id = await desk.submitted({ section: 'religion' });
    await desk.step('kamal', id, 'approve', {
      publishAt: new Date(desk.cloud.clock.now() + 60_000).toISOString(),
    });
    expect((await weigh(id, 'lead')).body).toMatchObject({ state: 'approved', weight: 'lead' });
    const newer = await desk.published({ section: 'religion' });
    await desk.cloud.turnBy(61_000);
    await desk.published({ section: 'religion' });
    expect((await shown('/religion'))[0]).toBe(id);
    expect(await shown('/religion')).toContain(newer);
  });

  it('stays with a correction', async () => {
    const id = await desk.published({ section: 'technology' });
    await weigh(id, 'large');
    await desk.step('rumana', id, 'correct', { note: 'নাম' });
    await desk.edit(id, { section: 'technology', headline: 'ঠিক নাম' });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.published({ section: 'technology' });
    expect((await shown('/technology'))[0]).toBe(id);
  });

  it('is an editor’s, of this scale, on the version that was read', async () => {
    const id = await desk.published();
    const { rumana } = desk.people;
    expect(
      problem(await rumana.put(`/api/articles/${id}/weight`, { weight: 'lead' }, { 'if-match': '*' })),
    ).toEqual([403, 'forbidden']);
    expect(problem(await weigh(id, 'huge'))).toEqual([400, 'invalid-input']);
    expect(problem(await weigh(id, 'lead', { 'if-match': '"1"' }))).toEqual([412, 'stale']);
  });
});

describe('the strip of breaking news', () => {
  const raise = (strip: object | null, headers: Record<string, string> = { 'if-match': '*' }) =>
    desk.people.kamal.put('/api/strip', { strip }, headers);
  const stripOn = async (path: string) => {
    await desk.cloud.rest();
    await desk.cloud.turnBy(31_000);
    return /<aside class="strip"[\s\S]*?<\/aside>/.exec((await desk.cloud.page(path)).text)?.[0];
  };
  const text = 'তিস্তায় লাল সংকেত';

  it('stands on every front, leads to its article, and ends by itself after an hour', async () => {
    const id = await desk.published({ section: 'national' });
    expect((await raise({ text, articleId: id })).status).toBe(200);
    for (const path of ['/', '/national', '/sport', '/other'])
      expect(await stripOn(path), path).toContain(`<a href="/national/${id}">${text}</a>`);
    expect((await desk.people.mitu.get('/api/strip')).body).toMatchObject({ strip: { text, articleId: id } });
    await desk.cloud.turnBy(3_600_000);
    await desk.cloud.turnBy(61_000);
    await desk.signIn();
    for (const path of ['/', '/sport']) expect(await stripOn(path), path).toBeUndefined();
    expect((await desk.people.mitu.get('/api/strip')).body.strip).toBeNull();
  });

  it('needs no article, is replaced by another, and comes down at once', async () => {
    await raise({ text: '<b>প্রথম</b>' });
    expect(await stripOn('/law')).toContain('&lt;b>প্রথম&lt;/b>');
    await raise({ text: 'দ্বিতীয়' });
    expect(await stripOn('/law')).toContain('দ্বিতীয়');
    await raise(null);
    expect(await stripOn('/law')).toBeUndefined();
  });

  it('is gone from every front with the article that it leads to', async () => {
    const id = await desk.published({ section: 'law' });
    await raise({ text, articleId: id });
    expect(await stripOn('/sport')).toContain(text);
    await desk.step('parveen', id, 'kill', { reason: 'আদেশ' });
    for (const path of ['/', '/law', '/sport']) expect(await stripOn(path), path).toBeUndefined();
    expect((await desk.people.mitu.get('/api/strip')).body.strip).toBeNull();
    await raise(null);
  });

  it('is an editor’s, short, within a day, of a published article, on the version that was read', async () => {
    const draft = await desk.file();
    const in25Hours = new Date(desk.cloud.clock.now() + 25 * 3_600_000).toISOString();
    const { rumana } = desk.people;
    expect(problem(await rumana.put('/api/strip', { strip: { text } }, { 'if-match': '*' }))).toEqual([
      403,
      'forbidden',
    ]);
    for (const strip of [
      { text: 'ক'.repeat(161) },
      { text: ' ' },
      { text, until: in25Hours },
      { text, until: '2020-01-01T00:00:00Z' },
      { text, articleId: draft },
    ])
      expect(problem(await raise(strip)), JSON.stringify(strip)).toEqual([400, 'invalid-input']);
    expect(problem(await raise({ text }, {}))).toEqual([428, 'no-if-match']);
    expect(problem(await raise({ text }, { 'if-match': '"999"' }))).toEqual([412, 'stale']);
  });
});

describe('pins taken back while the page that shows them is on its way', () => {
  it('are not on the front in the end', async () => {
    let onItsWay = () => {};
    let arrive = () => {};
    const isOnItsWay = new Promise<void>((done) => {
      onItsWay = done;
    });
    const mayArrive = new Promise<void>((done) => {
      arrive = done;
    });
    let isFirst = true;
    const desk = await aDesk({
      intercept: async (call, go) => {
        const isFront = call.action === 'PutObject' && call.path.endsWith('/law');
        if (call.principal === 'site/refresh-arranged' && isFront && isFirst) {
          isFirst = false;
          onItsWay();
          await mayArrive;
        }
        return go();
      },
    });
    const [older, newer] = [
      await desk.published({ section: 'law' }),
      await desk.published({ section: 'law' }),
    ];
    // Several copies of a function run at once, as on AWS.
    const { invoke } = desk.cloud.lambda;
    const running: Promise<unknown>[] = [];
    desk.cloud.lambda.invoke = async (name, event) => {
      if (name !== 'site/refresh-arranged') return invoke(name, event);
      running.push(invoke(name, event));
      return { batchItemFailures: [] };
    };
    const arrange = (pins: object[]) =>
      desk.people.kamal.put('/api/fronts/law', { pins }, { 'if-match': '*' });
    await arrange([{ articleId: older }]);
    await isOnItsWay;
    await arrange([]);
    await expect.poll(() => running.length).toBe(2);
    await running[1];
    arrive();
    await Promise.all(running);
    await desk.cloud.rest();
    const front = desk.publicObjects().get('law') ?? '';
    expect(front.indexOf(newer)).toBeLessThan(front.indexOf(older));
    await desk.cloud.close();
  });
});
