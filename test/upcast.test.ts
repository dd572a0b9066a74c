import { describe, expect, it } from 'vitest';
import { parseEvent } from '../shared/events.ts';
import { schema, upcast, upcastFact } from '../shared/upcast.ts';

describe('what schema 1 stored', () => {
  it('had topics where a live article has terms now, beside and inside of where it was listed', () => {
    const live = { id: 'art_1', left: { section: 'law', topics: ['tag/1'] } };
    expect(upcast(live, 1, 'ARTICLE#art_1')).toEqual({
      id: 'art_1',
      left: { section: 'law', terms: ['tag/1'] },
    });
    expect(upcast({ state: 'killed', topics: ['tag/1'] }, 1, 'ARTICLE#art_1')).toEqual({
      state: 'killed',
      terms: ['tag/1'],
    });
  });

  it('had topics where a reader has interests now', () => {
    const reader = { id: 'sub_1', topics: ['law', 'breaking'] };
    expect(upcast(reader, 1, 'READERS#law#00')).toEqual({ id: 'sub_1', interests: ['law', 'breaking'] });
  });

  it('is left as it is by today’s schema, and where it is no record', () => {
    const live = { topics: ['tag/1'] };
    expect(upcast(live, schema, 'ARTICLE#art_1')).toBe(live);
    for (const value of [undefined, null, 7, 'text', ['a']])
      expect(upcast(value, 1, 'ARTICLE#art_1')).toBe(value);
  });
});

describe('a fact of an earlier version', () => {
  const old = {
    id: 'art_1@5',
    type: 'article.published',
    at: '2026-11-01T00:00:00.000Z',
    by: 'renderer',
    data: {
      ...{ articleId: 'art_1', revision: 2, section: 'law', path: '/law/art_1', alert: 'none' },
      left: { section: 'sport', topics: ['tag/1'] },
    },
  };

  it('is read from a message that is still on its way', () => {
    const fact = parseEvent(old);
    expect(fact.type === 'article.published' && fact.data.left).toEqual({
      section: 'sport',
      terms: ['tag/1'],
    });
  });

  it('is not changed where it has today’s form', () => {
    const now = parseEvent(old);
    expect(upcastFact(now)).toEqual(now);
  });
});
