import { readFileSync } from 'node:fs';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { close } from '../../infra/operate/world.ts';
import { functions } from '../../infra/topology.ts';
import { isRefusedReadOnly } from '../../shared/read-only-routes.ts';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';
import { worldOf } from './as-operator.ts';

const path = '/api/newsroom/read-only';
const reason = 'টেবিল ফিরিয়ে আনা হচ্ছে';
/** So long a running function may go by what it saw. */
const within = 5_000;

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

/** The switch, once all functions that run have seen it. */
async function turned(on: boolean) {
  const reply = await desk.people.parveen.put(path, on ? { on, reason } : { on });
  expect(reply.status).toBe(200);
  await desk.cloud.turnBy(within);
  return reply.body;
}

/** What a mail of the newsroom has as its link to a page. */
const linkTo = (page: string) =>
  desk.cloud
    .mailbox()
    .flatMap(({ text }) => new RegExp(`/${page}#token=([^\\s"<]+)`).exec(text)?.[1] ?? [])
    .at(-1) ?? '';

describe('a read-only newsroom', () => {
  it('refuses what would change it and says whom to ask, is read as ever, and goes on when that ends', async () => {
    const id = await desk.file();
    const before = await desk.get(id);
    await turned(true);
    const reply = await desk.people.rumana.post(
      `/api/articles/${id}/submit`,
      {},
      { 'idempotency-key': 'one' },
    );
    expect(problem(reply)).toEqual([503, 'read-only']);
    expect(reply.headers.get('retry-after')).toBe('60');
    expect(reply.body).toMatchObject({
      detail: expect.stringMatching(/parveen.*টেবিল.*publisher/),
      detailBn: expect.stringMatching(/parveen.*টেবিল.*প্রকাশক/),
      readOnly: { name: 'parveen', reason },
    });
    expect(
      problem(await desk.people.rumana.put(`/api/articles/${id}/working`, { from: 1, fields: {} })),
    ).toEqual([503, 'read-only']);
    expect(problem(await desk.people.rumana.post('/api/articles', aFiling()))).toEqual([503, 'read-only']);
    expect(await desk.get(id)).toEqual(before);
    expect((await desk.people.rumana.get('/api/lists')).status).toBe(200);
    await turned(false);
    expect(
      (await desk.people.rumana.post(`/api/articles/${id}/submit`, {}, { 'idempotency-key': 'one' })).status,
    ).toBe(200);
  });

  it('publishes what was approved before, at its time', async () => {
    const id = await desk.submitted();
    const publishAt = new Date(desk.cloud.clock.now() + 60_000).toISOString();
    await desk.step('kamal', id, 'approve', { publishAt });
    await turned(true);
    await desk.cloud.turnBy(120_000);
    expect((await desk.get(id)).state).toBe('published');
    expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
    await turned(false);
  });

  it('lets readers leave by one click, and asks whoever subscribes to come again, by nobody’s name', async () => {
    const ask = (address: string) =>
      desk.cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
    const own = (what: string, token: string) =>
      desk.cloud.send('POST', `/api/subscriptions/${what}`, { body: { token } });
    await ask('pathok@one.example');
    await desk.cloud.rest();
    await own('confirm', linkTo('confirm'));
    await desk.published({ alert: 'section' });
    await desk.cloud.turnBy(60_000);
    const [leave, preferences] = [linkTo('unsubscribe'), linkTo('preferences')];
    await turned(true);
    const refused = await ask('other@two.example');
    expect(problem(refused)).toEqual([503, 'read-only']);
    expect(JSON.stringify(refused.body)).not.toMatch(/parveen|টেবিল/);
    const form = await fetch(`${desk.cloud.url}/api/subscriptions`, {
      method: 'POST',
      headers: { origin: desk.cloud.url },
      body: new URLSearchParams({ address: 'other@two.example', sections: 'national' }),
    });
    expect([form.status, form.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(await form.text()).toContain('আবার চেষ্টা করুন');
    expect((await own('preferences', preferences)).status).toBe(200);
    const pressed = await desk.cloud.send('POST', `/api/subscriptions/unsubscribe?token=${leave}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      raw: 'List-Unsubscribe=One-Click',
    });
    expect(pressed.status).toBe(200);
    expect((await own('preferences', preferences)).body.state).toBe('ended');
    await turned(false);
  });

  it('is made and ended by publishers alone, who say why; all of it stays in what happened', async () => {
    const { kamal, parveen } = desk.people;
    expect(problem(await kamal.put(path, { on: true, reason }))).toEqual([403, 'forbidden']);
    expect(problem(await parveen.put(path, { on: true }))).toEqual([400, 'invalid-input']);
    const since = new Date(desk.cloud.clock.now()).toISOString();
    const made = await turned(true);
    const again = (await parveen.put(path, { on: true, reason: 'অন্য কারণ' })).body;
    expect([again.since, again.reason]).toEqual([made.since, 'অন্য কারণ']);
    expect((await kamal.get(path)).body).toEqual(again);
    const ended = await turned(false);
    expect(await turned(false)).toEqual(ended);
    const { facts } = (await kamal.get(`/api/activity?since=${since}`)).body as unknown as {
      facts: { type: string; by: string; data: object }[];
    };
    const ours = facts.filter(({ type }) => type.startsWith('newsroom.'));
    expect(ours.map(({ type, data }) => [type, data])).toEqual([
      ['newsroom.made-read-only', { reason }],
      ['newsroom.made-read-only', { reason: 'অন্য কারণ' }],
      ['newsroom.made-writable', {}],
    ]);
    expect(new Set(ours.map(({ by }) => by)).size).toBe(1);
  });

  it('is made so by operators as the runbook says, and writable by a publisher', async () => {
    const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
    const version = Math.floor(desk.cloud.clock.now() / 1000);
    const item =
      /put-item --table-name \$TABLE --item '(\{"pk": \{"S": "READONLY".+?)'\n```/s.exec(runbook)?.[1] ?? '';
    const world = worldOf(desk.cloud);
    const Item = JSON.parse(item.replaceAll("'$version'", String(version)));
    await world.dynamodb.send(new PutItemCommand({ TableName: world.table, Item }));
    close(world);
    await desk.cloud.turnBy(within);
    const { body } = await desk.people.rumana.post('/api/articles', aFiling());
    expect(body.detail).toContain('the operators made the newsroom read-only: The table is being restored');
    expect((await turned(false)).version).toBe(version + 1);
    await desk.file();
  });

  it('refuses every route that is no GET, but for a few that are named with a reason', () => {
    const routes = functions.flatMap(([, { on }]) => ('route' in on ? [on.route] : []));
    const others = routes.filter((route) => !/^(?:GET|HEAD) /.test(route) && !isRefusedReadOnly(route));
    expect(others.toSorted()).toEqual([
      'ANY /api/{path+}',
      'POST /api/facts/replay',
      'POST /api/readers/export',
      'POST /api/subscriptions/preferences',
      'POST /api/subscriptions/unsubscribe',
      'POST /api/subscriptions/wish',
      'PUT /api/newsroom/read-only',
    ]);
    expect(routes.filter(isRefusedReadOnly).length).toBeGreaterThan(50);
  });
});
