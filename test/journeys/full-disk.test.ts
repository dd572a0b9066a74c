import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aFiling } from '../a-cloud.ts';
import { aDesk, problem } from './a-desk.ts';

const tokenIn = (text = '') => /#token=([^\s"<]+)/.exec(text)?.[1] ?? '';

it('a newsroom on a full disk says so, serves readers, and goes on when there is room, with all that it acknowledged', async () => {
  const file = join(tmpdir(), `khobor-full-${process.pid}.db`);
  const desk = await aDesk({ file });
  const { cloud } = desk;
  const { db, room } = cloud.store;
  const pragma = (what: string) => Number(Object.values(db.prepare(`PRAGMA ${what}`).get() ?? {})[0]);
  const heard: boolean[] = [];
  room.on('changed', (hasRoom) => heard.push(hasRoom));
  const address = 'a@pathok.example';
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['law'] } });
  await cloud.rest();
  await cloud.send('POST', '/api/subscriptions/confirm', {
    body: { token: tokenIn(cloud.mailbox()[0]?.text) },
  });
  const before = await desk.published({ section: 'sport' });
  const waiting = await desk.submitted({ section: 'law', alert: 'section' });
  await cloud.rest();

  // The file may not grow: for SQLite that is a full disk.
  const usual = pragma('max_page_count');
  pragma(`max_page_count = ${pragma('page_count')}`);
  const filing = (n: number) =>
    desk.people.rumana.post(
      '/api/articles',
      aFiling({ headline: `খবর ${n}`, body: 'পদ্মার চর '.repeat(300) }),
      {
        'idempotency-key': `filing-${n}`,
      },
    );
  const acknowledged: string[] = [];
  for (let n = 0; heard.at(-1) !== false || n === 0; n++) {
    const reply = await filing(n);
    if (reply.status === 201) acknowledged.push(String(reply.body.id));
    else expect([problem(reply), typeof reply.body.titleBn]).toEqual([[503, 'busy'], 'string']);
  }
  for (const path of ['/', '/sport', `/sport/${before}`]) expect((await cloud.page(path)).status).toBe(200);
  expect((await desk.people.kamal.get(`/api/articles/${before}`)).status).toBe(200);

  pragma(`max_page_count = ${usual}`);
  const approve = () =>
    desk.people.kamal.post(`/api/articles/${waiting}/approve`, {}, { 'idempotency-key': 'approval' });
  await expect.poll(async () => (await approve()).status).toBe(200);
  await expect.poll(() => heard.at(-1)).toBe(true);
  await cloud.rest();
  for (let n = 0; n < 8; n++) await cloud.turnBy(61_000);
  for (const id of acknowledged) expect((await desk.get(id)).state).toBe('draft');
  expect((await desk.get(waiting)).state).toBe('published');
  expect((await cloud.page(`/law/${waiting}`)).status).toBe(200);
  expect((await cloud.page('/law')).text).toContain(waiting);
  expect(cloud.mailbox().filter(({ text }) => text?.includes(waiting))).toHaveLength(1);
  await cloud.close();
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
});
