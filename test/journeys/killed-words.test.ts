import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const secret = 'গোপন-নাম';

it('a killed article says no word to anybody but a publisher', async () => {
  const since = new Date(desk.cloud.clock.now() - 60_000).toISOString();
  const id = await desk.submitted({ headline: secret });
  await desk.step('kamal', id, 'return', { note: `${secret} কেন?` });
  expect((await desk.get(id)).returned).toMatchObject({ by: 'kamal', note: `${secret} কেন?` });
  await desk.step('kamal', id, 'comment', { text: secret });
  await desk.step('rumana', id, 'submit');
  expect(await desk.get(id)).not.toHaveProperty('returned');
  await desk.step('mitu', id, 'approve');
  await desk.cloud.rest();
  await desk.step('rumana', id, 'correct', { note: `${secret} ছিলেন না` });
  await desk.edit(id, { headline: `${secret} নেই` });
  await desk.step('rumana', id, 'submit');
  await desk.step('mitu', id, 'approve');
  await desk.cloud.rest();
  await desk.step('rumana', id, 'correct', { note: `${secret} বাদ` });
  await desk.step('rumana', id, 'reword', { note: `${secret} ভুল ছিল` });
  await desk.step('rumana', id, 'submit');
  await desk.step('kamal', id, 'return', { note: `${secret} আবার` });
  await desk.step('kamal', id, 'spike', { note: secret });
  expect(await desk.get(id)).not.toHaveProperty('returned');
  await desk.step('kamal', id, 'unpublish', { note: secret });
  await desk.step('parveen', id, 'reinstate', { reason: secret });
  await desk.cloud.rest();
  await desk.step('parveen', id, 'retract', { reason: secret });
  await desk.step('parveen', id, 'kill', { reason: secret });
  await desk.cloud.rest();

  const paths = [
    ...[
      '',
      '/history',
      '/revisions',
      '/revisions/1',
      '/revisions/v1',
      '/revisions/2/diff',
      '/comments',
      '/lint',
    ].map((part) => `/api/articles/${id}${part}`),
    `/api/articles?q=${id}`,
    `/api/activity?since=${since}`,
    '/api/lists',
    '/api/lists/mine',
    '/api/lists/national/killed',
  ];
  const saying = async (who: keyof typeof desk.people) => {
    const said: string[] = [];
    for (const path of paths)
      if (JSON.stringify((await desk.people[who].get(path)).body).includes(secret)) said.push(path);
    return said;
  };
  expect(await saying('rumana')).toEqual([]);
  expect(await saying('kamal')).toEqual([]);
  expect(await saying('parveen')).toEqual(paths.filter((path) => !/lists(\/mine)?$|\/lint$/.test(path)));
  // Not to oneself by mail either.
  expect((await desk.people.kamal.get(`/api/articles/${id}/alert`)).status).toBe(409);
  const own = await desk.cloud.idToken('parveen', 'publisher');
  const test = await desk.cloud.send('POST', `/api/articles/${id}/alert/test`, { token: own, body: {} });
  expect([test.status, test.body.code]).toEqual([409, 'wrong-state']);
  expect((await desk.people.kamal.post(`/api/articles/${id}/lease`)).status).toBe(409);
  const { facts } = (await desk.people.kamal.get(`/api/articles/${id}/history`)).body;
  expect(facts).toContainEqual(
    expect.objectContaining({
      type: 'article.killed',
      data: expect.objectContaining({ reason: '(withheld)' }),
    }),
  );
});
