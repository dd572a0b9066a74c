import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Subscription } from '../shared/audience/subscription.ts';
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

describe('what schema 3 stored', () => {
  const at = '2026-11-01T00:00:00.000Z';
  const stored = {
    ...{ id: 'sub_1', version: 2, address: 'a@pathok.example', sections: ['law'], wanted: ['law'] },
    ...{ confirmToken: 'confirm', endToken: 'end', requestedAt: at, mailedAt: [at] },
  };
  const endTokenHash = createHash('sha256').update('end').digest('hex');

  it('had the secrets of a subscription’s links, of which the hash that ends it is left', () => {
    const upToDate = upcast({ ...stored, state: 'confirmed' }, 3, 'SUBSCRIPTION#sub_1');
    expect(upToDate).toEqual({
      ...{ id: 'sub_1', version: 2, address: 'a@pathok.example', sections: ['law'] },
      ...{ state: 'confirmed', endTokenHash, requestedAt: at },
    });
    expect(Subscription.parse(upToDate)).toEqual(upToDate);
    expect(upcast({ ...stored, state: 'ended' }, 3, 'SUBSCRIPTION#sub_1')).not.toHaveProperty('address');
  });

  it('is left as it is where it is a fact of a subscription', () => {
    const fact = { id: 'sub_1@1', type: 'subscription.ended', data: { subscriptionId: 'sub_1' } };
    expect(upcast(fact, 3, 'SUBSCRIPTION#sub_1')).toBe(fact);
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
