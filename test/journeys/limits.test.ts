import { unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { anOperator } from '../drill/an-operator.ts';
import { aDesk } from './a-desk.ts';
import { holdUntilAllAreThere } from './at-once.ts';

const times = (count: number, make: (at: number) => Block): Block[] =>
  Array.from({ length: count }, (_, at) => make(at));
const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });
const cells = (count: number, text: string) => Array.from({ length: count }, () => [{ text }]);

/** Bodies as large as the contract takes, and how many of a sign their pages have. */
const bodies: Record<string, { body: string | Block[]; sign: string; count: number }> = {
  'as many blocks': {
    body: times(20_000, (at) => paragraph(`অনুচ্ছেদ ${at}`)),
    sign: '<p>অনুচ্ছেদ',
    count: 20_000,
  },
  'as many bytes': { body: 'পদ্মার চর '.repeat(76_900), sign: 'পদ্মার', count: 76_900 },
  'as many lines': { body: `${'ক\n'.repeat(19_999)}ক`, sign: 'ক<br>', count: 19_999 },
  'the longest table': {
    body: [
      { kind: 'table', head: cells(20, 'মাথা'), rows: Array.from({ length: 500 }, () => cells(20, 'ঘর')) },
    ],
    sign: '<td>ঘর',
    count: 10_000,
  },
  'many embeds': {
    body: [paragraph('ক'), ...times(500, () => ({ kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' }))],
    sign: 'class="embed ',
    count: 500,
  },
  'as many runs': {
    body: [
      {
        kind: 'paragraph',
        spans: Array.from({ length: 50_000 }, (_, at) => ({
          text: 'শব্দ ',
          ...(at % 2 ? { marks: ['strong'] } : {}),
        })),
      },
    ],
    sign: '<strong>শব্দ',
    count: 25_000,
  },
  'as many signs that HTML escapes': {
    body: [paragraph('&'.repeat(1_990_000))],
    sign: '&amp;',
    count: 1_990_000,
  },
  'as many links': {
    body: times(19_000, () => ({
      kind: 'paragraph',
      spans: [{ text: 'https://a.example/ক', link: 'https://a.example/b' }],
    })),
    sign: 'href="https://a.example/b"',
    count: 19_000,
  },
};

const count = (text: string, sign: string) => text.split(sign).length - 1;

describe('an article at a limit of the contract', () => {
  it('reaches its readers whole, with all others that are released with it', async () => {
    const desk = await aDesk();
    const largest = Object.entries(bodies);
    const ids = new Map<string, string>();
    for (const [name, { body }] of largest) {
      const { status, body: filed } = await desk.people.rumana.post('/api/articles', {
        section: 'law',
        headline: name,
        body,
      });
      expect([name, status, filed.errors]).toEqual([name, 201, undefined]);
      ids.set(name, String(filed.id));
      await desk.step('rumana', String(filed.id), 'submit');
      const { path } = (await desk.people.kamal.post(`/api/articles/${filed.id}/preview`)).body;
      expect([name, (await desk.cloud.page(String(path))).status]).toEqual([name, 200]);
    }
    const others = [await desk.submitted(), await desk.submitted(), await desk.submitted()];
    // One batch of the renderer has all of them.
    holdUntilAllAreThere(desk.cloud, 'site/publish-article', ids.size + others.length);
    for (const id of [...ids.values(), ...others]) await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    const objects = desk.publicObjects();
    for (const [name, { sign, count: expected }] of largest)
      expect(count(objects.get(`law/${ids.get(name)}`) ?? '', sign), name).toBeGreaterThanOrEqual(expected);
    for (const id of others) expect((await desk.cloud.page(`/national/${id}`)).status).toBe(200);
    expect(desk.cloud.printed.filter((line) => /^site\/publish-article (?!\{"shown")/.test(line))).toEqual(
      [],
    );
    for (const id of ids.values())
      for (const path of ['', '/lint', '/revisions/1/diff'])
        expect((await desk.people.kamal.get(`/api/articles/${id}${path}`)).status, path).toBe(200);
    await desk.cloud.close();
  });
});

describe('an article that was corrected without end', () => {
  it('is refused its next correction, which says why, and is still withdrawn', async () => {
    const desk = await aDesk();
    const operator = anOperator(desk.cloud);
    const id = await desk.published();
    const [live] = desk.cloud.store
      .sql('SELECT item FROM dynamodb_item')
      .all()
      .map(({ item }) => unmarshall(JSON.parse(String(item))))
      .filter(({ pk, sk }) => pk === `ARTICLE#${id}` && sk === 'LIVE');
    // An item takes 400 KB: there is room for a few hundred bytes more.
    const corrections = Array.from({ length: 136 }, () => ({
      ...{ at: live?.record.publishedAt, revision: 1 },
      note: 'ক'.repeat(985),
    }));
    await operator.putItem({ ...live, record: { ...live?.record, corrections } });
    await desk.step('rumana', id, 'correct', { note: 'খ'.repeat(985) });
    await desk.edit(id, { headline: 'সংশোধিত' });
    await desk.step('rumana', id, 'submit');
    const { body } = await desk.people.kamal.get(`/api/articles/${id}`);
    const refused = await desk.people.kamal.post(
      `/api/articles/${id}/approve`,
      {},
      { 'if-match': `"${body.version}"` },
    );
    expect([refused.status, refused.body.code]).toEqual([413, 'too-large']);
    await desk.step('parveen', id, 'kill', { reason: 'আদেশ' });
    operator.close();
    await desk.cloud.close();
  });
});
