import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meter } from '../../infra/cost/meter.ts';
import { aFiling, type Reply } from '../a-cloud.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

const { intercept, read } = meter();
let desk: ADesk;
let selim: ADesk['people']['rumana'];
beforeAll(async () => {
  desk = await aDesk({ intercept });
  selim = await desk.cloud.someone('selim', 'reporter');
});
afterAll(() => desk.cloud.close());

type Batch = { items: { id: string; state: string; headline: string }[]; cursor?: string };
const batchOf = ({ body }: Reply) => body as unknown as Batch;
const idsOf = ({ items }: Batch) => items.map(({ id }) => id);

/** Every batch of a queue, by its cursors. */
async function all(who: ADesk['people']['rumana'], queue: string): Promise<Batch[]> {
  const batches = [batchOf(await who.get(`/api/lists/${queue}`))];
  for (let last = batches[0]; last?.cursor !== undefined; last = batches.at(-1))
    batches.push(batchOf(await who.get(`/api/lists/${queue}?cursor=${last.cursor}`)));
  return batches;
}

const waiting = async (who: keyof ADesk['people']) =>
  (await desk.people[who].get('/api/lists')).body as unknown as Record<
    'toApprove' | 'toFinish' | 'scheduled',
    Batch['items']
  > & { more: Record<string, string> };

describe('what waits for me', () => {
  it('shows returned copy that lies behind a hundred drafts of others', async () => {
    const returned = await desk.submitted({ headline: 'ফেরত আসা খবর' });
    const filed = Array.from({ length: 101 }, () => selim.post('/api/articles', aFiling()));
    await Promise.all(filed);
    await desk.step('kamal', returned, 'return', { note: 'সূত্র দিন' });
    await desk.cloud.turnBy(1_000);
    expect((await waiting('rumana')).toFinish.map(({ id }) => id)).toEqual([returned]);
  });

  it('puts new breaking copy first, before sixty older submissions, and says that there is more', async () => {
    const older = [];
    for (let i = 0; i < 60; i++) {
      older.push(await desk.submitted({ section: i % 2 ? 'sport' : 'law' }));
      if (i % 10 === 9) await desk.cloud.turnBy(1_000);
    }
    const urgent = await desk.submitted({ section: 'crime', alert: 'breaking' });
    await desk.cloud.turnBy(1_000);
    const newest = await desk.submitted({ section: 'jobs' });
    const { toApprove, more } = await waiting('kamal');
    expect(toApprove.slice(0, 2).map(({ id }) => id)).toEqual([urgent, newest]);
    expect(more.toApprove).toEqual(expect.any(String));
    const batches = await all(desk.people.kamal, 'to-approve');
    expect(batches.map(({ items }) => items.length)).toEqual([50, 12]);
    const ids = batches.flatMap(idsOf);
    expect(new Set(ids).size).toBe(62);
    expect(ids).toEqual(expect.arrayContaining(older));
    const queue = (await desk.people.kamal.get('/api/lists/crime/submitted')).body as unknown as Batch;
    expect(idsOf(queue)[0]).toBe(urgent);
  });

  it('has what readers lose by the clock, the soonest first, by the end that they have it until', async () => {
    const [later, sooner] = [await desk.published(), await desk.published()];
    await desk.step('kamal', later, 'reschedule', { expireAt: '2099-01-02T00:00:00Z' });
    await desk.step('kamal', sooner, 'reschedule', { expireAt: '2099-01-01T00:00:00Z' });
    await desk.step('kamal', sooner, 'correct', { note: 'বয়স' });
    const ends = async (who: keyof ADesk['people']) =>
      (
        (await desk.people[who].get('/api/lists/expiring')).body.items as unknown as Record<string, string>[]
      ).map(({ id, expireAt }) => [id, expireAt]);
    expect(await ends('kamal')).toEqual([
      [sooner, '2099-01-01T00:00:00.000Z'],
      [later, '2099-01-02T00:00:00.000Z'],
    ]);
    expect(await ends('rumana')).toEqual([]);
    await desk.step('kamal', later, 'reschedule', { expireAt: null });
    expect((await ends('kamal')).map(([id]) => id)).toEqual([sooner]);
  });

  it('costs the same however long the queues are', async () => {
    await desk.cloud.rest();
    read();
    await waiting('kamal');
    const { requests, readUnits } = read();
    console.log('what waits for an editor:', { requests, readUnits });
    // Each section's queue of submitted copy, and of drafts, and what is scheduled.
    expect(requests).toBeLessThanOrEqual(31);
    read();
    await waiting('rumana');
    const own = read();
    expect(own.requests).toBeLessThanOrEqual(15);
  });

  it('refuses a cursor of another queue, or of none', async () => {
    const { more } = await waiting('kamal');
    for (const [queue, cursor] of [
      ['to-finish', more.toApprove],
      ['mine', more.toApprove],
      ['to-approve', 'x'],
      ['to-approve', Buffer.from('{"queue":"to-approve"}').toString('base64url')],
    ])
      expect(problem(await desk.people.kamal.get(`/api/lists/${queue}?cursor=${cursor}`))).toEqual([
        400,
        'invalid-input',
      ]);
    expect(problem(await desk.people.kamal.get('/api/lists/nobody'))).toEqual([400, 'invalid-input']);
  });
});

describe('my articles', () => {
  it('are listed in every state, the newest first, and nobody else’s', async () => {
    const [live, spiked] = [await desk.published(), await desk.submitted()];
    await desk.step('kamal', spiked, 'spike');
    await desk.cloud.turnBy(1_000);
    const draft = await desk.file();
    const batches = await all(desk.people.rumana, 'mine');
    expect(batches[0]?.items[0]).toMatchObject({ id: draft, state: 'draft', reporter: 'rumana' });
    const states = new Map(batches.flatMap(({ items }) => items).map(({ id, state }) => [id, state]));
    expect([states.get(live), states.get(spiked)]).toEqual(['published', 'spiked']);
    expect(batches.length).toBeGreaterThan(1);
    expect(states.size).toBe(batches.flatMap(({ items }) => items).length);
    expect(batches.flatMap(({ items }) => items).every((one) => JSON.stringify(one).includes('rumana'))).toBe(
      true,
    );
  });

  it('and all that is scheduled, the soonest first', async () => {
    const [later, sooner] = [
      await desk.submitted({ section: 'law' }),
      await desk.submitted({ section: 'sport' }),
    ];
    await desk.step('kamal', later, 'approve', { publishAt: '2099-01-02T00:00:00Z' });
    await desk.step('kamal', sooner, 'approve', { publishAt: '2099-01-01T00:00:00Z' });
    expect(idsOf(batchOf(await desk.people.mitu.get('/api/lists/scheduled')))).toEqual([sooner, later]);
    expect(batchOf(await desk.people.rumana.get('/api/lists/scheduled')).items).toEqual([]);
  });
});

describe('an assignment', () => {
  it('puts a draft among what waits for the other, who may edit and submit it, and tells them', async () => {
    const id = await desk.file();
    expect(
      (await selim.put(`/api/articles/${id}`, aFiling({ headline: 'সেলিমের' }), { 'if-match': '*' })).status,
    ).toBe(403);
    expect(problem(await desk.people.kamal.post(`/api/articles/${id}/assign`, { to: 'selim' }))).toEqual([
      400,
      'invalid-input',
    ]);
    expect((await selim.put('/api/people/me', {})).status).toBe(200);
    await desk.step('kamal', id, 'assign', { to: 'Selim' });
    expect(idsOf(batchOf(await selim.get('/api/lists/to-finish')))[0]).toBe(id);
    expect((await waiting('rumana')).toFinish.map((one) => one.id)).not.toContain(id);
    expect(
      (await selim.put(`/api/articles/${id}`, aFiling({ headline: 'সেলিমের' }), { 'if-match': '*' })).status,
    ).toBe(200);
    expect((await selim.post(`/api/articles/${id}/submit`)).status).toBe(200);
    expect(await desk.facts(id)).toEqual(['created', 'assigned', 'edited', 'submitted']);
    await desk.step('kamal', id, 'assign', { to: null });
    expect(await desk.get(id)).not.toHaveProperty('assignee');
  });
});

describe('a search', () => {
  it('finds an article by its id, its address, or an old address that leads to it', async () => {
    const id = await desk.published();
    await desk.people.kamal.put('/api/redirects', { from: '/2019/পুরোনো', to: `/national/${id}` });
    const found = async (q: string) =>
      idsOf(batchOf(await desk.people.rumana.get(`/api/articles?q=${encodeURIComponent(q)}`)));
    for (const q of [
      id,
      `/national/${id}`,
      `https://news.example/national/${id}?utm=x#top`,
      '/2019/পুরোনো',
      `https://news.example${encodeURI('/2019/পুরোনো')}/`,
    ])
      expect(await found(q), q).toEqual([id]);
    for (const q of ['art_000000000000', '/nowhere', 'খবর', '%', 'x'.repeat(1_999)])
      expect(await found(q), q).toEqual([]);
  });
});
