import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ACloud, aCloud, aFiling } from '../../../a-cloud.ts';
import { aTerminal, type Ended } from '../a-terminal.ts';

const desk = aTerminal();
let cloud: ACloud;
let parveen: (...args: string[]) => Promise<Ended>;

beforeAll(async () => {
  cloud = await aCloud();
  const token = await cloud.token('parveen', 'publisher');
  parveen = (...args) => desk.run({ url: cloud.url, token }, args);
});
afterAll(async () => {
  await cloud.close();
  rmSync(desk.folder, { recursive: true });
});

it('a publisher replays facts from the terminal, and is told what to say', async () => {
  const rumana = await cloud.someone('rumana', 'reporter');
  const { id } = (await rumana.post('/api/articles', aFiling())).body;
  await rumana.post(`/api/articles/${id}/submit`);
  await cloud.rest();
  const since = new Date(Date.now() - 3_600_000).toISOString();
  const all = await parveen('facts', 'replay', '--since', since);
  expect([all.code, all.out, all.err]).toEqual([0, '2 facts were announced again\n', '']);
  const one = await parveen(
    'facts',
    'replay',
    '--since',
    since,
    '--type',
    'article.created',
    '--article',
    String(id),
    '--json',
  );
  expect(JSON.parse(one.out)).toEqual({ replayed: 1, refused: [] });
  const [none, other] = [
    await parveen('facts', 'replay'),
    await parveen('facts', 'forget', '--since', since),
  ];
  expect([none.code, other.code]).toEqual([1, 1]);
  expect(other.err).toContain('khobor facts replay');
});
