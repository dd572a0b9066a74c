import { expect, it } from 'vitest';
import { changedAt, type Entry, folded, hasGap, neighboursIn, type Read } from '../../shared/site/latest.ts';
import { aCard } from './a-story.ts';

const at = (second: number) => new Date(Date.parse('2026-11-24T06:00:00Z') + second * 1_000).toISOString();
const card = (id: string, second: number, more: Partial<Entry> = {}): Entry => ({
  ...aCard({ id, section: 'law', publishedAt: at(second), updatedAt: at(second) }),
  ...more,
});
const latest = (...cards: Entry[]) => ({
  ...{ section: 'law' as const, version: 1, cards, isShort: false, changedAt: at(0) },
});

it('an article that comes in touches those that link to it: the next six', () => {
  const cards = Array.from({ length: 9 }, (_, n) => card(`art_${9 - n}`, 9 - n));
  expect(neighboursIn(latest(...cards), 'art_2')?.map(({ id }) => id)).toEqual(
    [8, 7, 6, 5, 4, 3].map((n) => `art_${n}`),
  );
  expect(neighboursIn(latest(...cards), 'art_0')).toBeUndefined();
});

it.each([
  ['came on the list after it was released', { lag: 5_000 }],
  ['was corrected after it was released', { updatedAt: at(5) }],
])('it is rendered again itself when one that it links to %s', (_, more) => {
  const ids = (before: Entry) => neighboursIn(latest(card('art_b', 2), before), 'art_b')?.map(({ id }) => id);
  expect(ids(card('art_a', 0))).toEqual([]);
  expect(ids(card('art_a', 0, more))).toEqual(['art_b']);
});

it('a full section that loses an article has a gap, and one with fewer has not', () => {
  const cards = Array.from({ length: 30 }, (_, n) => card(`art_${n}`, 100 - n));
  const gone = new Map([['art_3', { published: undefined as never }]]);
  expect(hasGap(latest(...cards), gone)).toBe(true);
  expect(hasGap(latest(...cards.slice(1)), gone)).toBe(false);
  expect(folded(latest(...cards), new Map()).length).toBe(30);
});

it.each<[string, object, number]>([
  ['an article that was withdrawn', { id: 'art_b', section: 'law', withdrawnAt: at(9), terms: [] }, 9],
  ['one that came in', { id: 'art_c', section: 'law', updatedAt: at(5) }, 5],
  ['one that was moved to another section', { id: 'art_b', section: 'sport', updatedAt: at(6) }, 6],
  [
    'one that it lost, whose card is gone already',
    { id: 'x', section: 'sport', updatedAt: at(7), left: { section: 'law', terms: [] } },
    7,
  ],
  ['nothing of its own', { id: 'x', section: 'sport', updatedAt: at(8) }, 2],
])('a section changed last with %s, and never earlier than it did', (_, published, second) => {
  const read = new Map([['id', { published }]]) as unknown as Read;
  const section = latest(card('art_b', 2), card('art_a', 1));
  expect(changedAt(section, read)).toBe(at(second));
  expect(changedAt({ ...section, changedAt: at(20) }, read)).toBe(at(20));
});
