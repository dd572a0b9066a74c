import { expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { aDesk } from './a-desk.ts';

it('an article of as many blocks as the contract takes reaches its readers', async () => {
  const desk = await aDesk();
  const body = Array.from(
    { length: 20_000 },
    (_, at): Block => ({ kind: 'paragraph', spans: [{ text: `অনুচ্ছেদ ${at}` }] }),
  );
  const id = await desk.published({ body });
  const page = desk.publicObjects().get(`national/${id}`) ?? '';
  expect(page.match(/<p>অনুচ্ছেদ \d+<\/p>/g)).toHaveLength(20_000);
  await desk.cloud.close();
});

it('texts that would take the square of their length are refused before anything is done with them', async () => {
  const desk = await aDesk();
  const file = (fields: object) =>
    desk.people.rumana.post('/api/articles', { section: 'law', headline: 'ক', body: 'ক', ...fields });
  const marks = `a${'\u0301\u0323'.repeat(100_000)}`;
  for (const [fields, pointer, detail] of [
    [{ body: '• > a\n'.repeat(5_000) }, '/body', 'has more than 2,000 lines of lists and quotes'],
    [{ body: marks }, '/body', 'has more than 30 marks on one letter'],
    [{ tags: ['ক', marks] }, '/tags/1', 'is longer than 60 characters (code points)'],
    [{ tags: [marks.slice(0, 50)] }, '/tags/0', 'has more than 30 marks on one letter'],
  ] as const) {
    const { status, body } = await file(fields);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer, detail }]);
  }
  const nested = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
  const raw = `{"section":"law","headline":"ক","body":${nested}}`;
  const token = await desk.cloud.token('rumana', 'reporter');
  expect((await desk.cloud.send('POST', '/api/articles', { token, raw })).status).toBe(400);
  for (const body of [
    '<?'.repeat(30_000),
    '<!--'.repeat(30_000),
    'ক\u200b'.repeat(200_000),
    '<p>ক'.repeat(20_000),
  ])
    expect((await file({ body })).status).toBe(201);
  await desk.cloud.close();
});
