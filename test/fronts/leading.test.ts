import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../shared/articles/card.ts';
import { leading, standingOf } from '../../shared/fronts/leading.ts';
import { newsroom, sections, Weight } from '../../shared/newsroom.ts';
import { aCard } from '../site/a-story.ts';

const noon = Date.parse('2026-11-27T06:00:00.000Z');
/** A card of a section, published so many hours before noon. */
const card = (id: string, hoursAgo: number, differences: Partial<Card> = {}) =>
  aCard({ id, publishedAt: new Date(noon - hoursAgo * 3_600_000).toISOString(), ...differences });
const ids = (cards: readonly Card[]) => cards.map(({ id }) => id);
const lead = (cards: Card[], pinned: Card[] = []) => leading(cards, pinned, 'home', 3).map(({ id }) => id);

describe('what leads the home page', () => {
  it('is what is pinned, then what weighs most, then what ranks higher, then what is newer', () => {
    const pinned = card('pinned', 90);
    const cards = [
      card('newest', 0, { section: 'sport' }),
      card('newer', 0.5, { section: 'national' }),
      card('large', 5, { weight: 'large', section: 'sport' }),
      card('lead', 9, { weight: 'lead', section: 'sport' }),
      pinned,
    ];
    expect(ids(leading(cards, [pinned], 'home', 5))).toEqual(['pinned', 'lead', 'large', 'newer', 'newest']);
  });

  it('is no large story of yesterday once enough was published since', () => {
    const yesterday = card('yesterday', 20, { weight: 'lead' });
    expect(lead([yesterday, card('b', 9), card('c', 7), card('d', 1)])).toEqual(['d', 'c', 'yesterday']);
    expect(lead([yesterday])).toEqual(['yesterday']);
    expect(lead([yesterday, card('b', 3), card('c', 2), card('d', 1)])).not.toContain('yesterday');
  });

  it('is never a brief or a section of rank 0 as long as there is anything else', () => {
    const cards = [
      card('brief', 0, { weight: 'brief' }),
      card('job', 0, { section: 'jobs' }),
      card('old', 80),
    ];
    expect(lead(cards)).toEqual(['old', 'job', 'brief']);
    expect(newsroom.homeRank.jobs).toBe(0);
  });

  it('may be of a section of rank 0 when an editor weighs it', () =>
    expect(lead([card('a', 0), card('job', 1, { section: 'jobs', weight: 'lead' })])[0]).toBe('job'));

  it('is on a front of its own section not moved by the rank', () =>
    expect(ids(leading([card('older', 2), card('newer', 1)], [], 'national', 2))).toEqual([
      'newer',
      'older',
    ]));

  const aNews = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-f0-9]{4,8}$/),
      hoursAgo: fc.integer({ min: 0, max: 200 }),
      weight: fc.constantFrom(...Weight.options),
      section: fc.constantFrom(...sections),
    }),
    { selector: ({ id }) => id, maxLength: 40 },
  );

  it('is the same whatever order the news comes in, and shows nothing twice', () =>
    fc.assert(
      fc.property(aNews, fc.nat(10), (news, pins) => {
        const cards = news.map(({ id, hoursAgo, ...more }) => card(id, hoursAgo, more));
        const pinned = cards.slice(0, Math.min(pins, 3));
        const top = leading(cards, pinned, 'home', 5);
        expect(ids(leading([...cards].reverse(), pinned, 'home', 5))).toEqual(ids(top));
        expect(new Set(ids(top)).size).toBe(Math.min(5, cards.length));
      }),
    ));

  it('gives way: whatever it weighs, nothing stands above news that is fifteen hours newer and may lead', () =>
    fc.assert(
      fc.property(aNews, (news) => {
        for (const { id, hoursAgo, ...more } of news) {
          const newer = card('newer', hoursAgo - 15, { section: 'technology' });
          expect(standingOf(card(id, hoursAgo, more), 'home')).toBeLessThan(standingOf(newer, 'home'));
        }
      }),
    ));
});
