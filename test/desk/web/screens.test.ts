import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedValues, sameValues } from '../../../desk/web/parts/values.ts';
import { bookingOf, valuesOf as bookingValues } from '../../../desk/web/screens/ads/booking.ts';
import { areTogether, barsOf, type Flown } from '../../../desk/web/screens/ads/calendar.ts';
import { moved } from '../../../desk/web/screens/fronts/arrangement.ts';
import { descriptionOf, suggestedValues, valuesOf } from '../../../desk/web/screens/pictures/description.ts';
import { dueByDay } from '../../../desk/web/screens/schedule/due.ts';
import type { LineItem } from '../../../shared/ads/line-item.ts';
import type { Article } from '../../../shared/articles/article.ts';

const values = fc.record({ name: fc.constantFrom('', 'ক', '\u09df', '\u09af\u09bc'), role: fc.string() });

describe('a form that two people fill in', () => {
  it('has of each field what one of the two has, and names those that both changed', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const met = mergedValues(base, mine, theirs);
        for (const name of ['name', 'role'] as const) {
          const same = (one: string, other: string) => one.normalize('NFC') === other.normalize('NFC');
          const [b, m, t] = [base[name], mine[name], theirs[name]];
          expect(met.values[name]).toBe(same(m, b) ? t : m);
          expect(met.clashes.includes(name)).toBe(!same(m, b) && !same(t, b) && !same(m, t));
        }
        expect(sameValues(base, base)).toBe(true);
      }),
    );
  });
});

describe('the order of pins', () => {
  it('moves one to a place, and loses none', () => {
    const pins = ['a', 'b', 'c'].map((articleId) => ({ articleId }));
    const order = (from: number, to: number) =>
      moved(pins, from, to)
        .map(({ articleId }) => articleId)
        .join('');
    expect([order(0, 2), order(2, 0), order(1, 1), order(0, 1)]).toEqual(['bca', 'cab', 'abc', 'bac']);
  });
});

const flights = fc
  .tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }), fc.constantFrom('text', 'side'))
  .map(([from, days, slot]): Omit<Flown, 'id'> => {
    const at = (day: number) => new Date(Date.parse('2026-11-20T18:00:00Z') + day * 86_400_000).toISOString();
    return {
      slot,
      priority: 'standard',
      state: 'cleared',
      flight: { from: at(from), until: at(from + days) },
    };
  });

describe('the calendar of ads', () => {
  it('puts what is there at the same time into different rows, and shows all that is there', () => {
    fc.assert(
      fc.property(fc.array(flights, { maxLength: 12 }), (all) => {
        const items = all.map((item, i) => ({ ...item, id: `li_${i}` }));
        const bars = barsOf(items, 'text', { from: '2026-11-24T18:00:00Z', days: 28 });
        for (const one of bars)
          for (const other of bars)
            if (areTogether(one.item, other.item)) expect(one.lane).not.toBe(other.lane);
        const until = Date.parse('2026-11-24T18:00:00Z') + 28 * 86_400_000;
        const there = items.filter(
          ({ slot, flight }) =>
            slot === 'text' && flight.until > '2026-11-24T18:00:00.000Z' && Date.parse(flight.from) < until,
        );
        expect(new Set(bars.map(({ item }) => item.id))).toEqual(new Set(there.map(({ id }) => id)));
      }),
    );
  });
});

describe('what a form means', () => {
  it('of a booking that nobody touched is what was booked', () => {
    const item: LineItem = {
      ...{ id: 'li_1', state: 'draft', version: 1, createdBy: 'salma', savedBy: 'salma' },
      ...{ createdAt: '2026-11-24T06:00:00.000Z', savedAt: '2026-11-24T06:00:00.000Z' },
      advertiser: 'নদী প্রকাশন',
      slot: 'text',
      flight: { from: '2026-11-24T18:00:00.000Z', until: '2026-12-01T18:00:00.000Z' },
      creative: { asset: 'ast_1', alt: 'বই', url: 'https://books.example/' },
      weight: 20,
      priority: 'house',
      sections: ['sport'],
      cap: { views: 3, hours: 24 },
      impressions: 1000,
    };
    const { id, state, version, createdBy, savedBy, createdAt, savedAt, ...booking } = item;
    expect(bookingOf(bookingValues(item))).toEqual(booking);
  });

  it('of a picture is what was said; what its file says is filled in where nothing was', () => {
    const description = {
      alt: 'নদী',
      rights: { until: '2027-01-01T00:00:00.000Z' },
      focal: { x: 0.2, y: 0.5 },
    };
    expect(descriptionOf(valuesOf({ description }), description)).toEqual(description);
    const suggested = { alt: 'ফাইলের', credit: 'ছবি: রুমানা' };
    expect(suggestedValues({ description, suggested })).toMatchObject({ alt: 'নদী', credit: 'ছবি: রুমানা' });
    const decorative = { decorative: true as const };
    expect(suggestedValues({ description: decorative, suggested }).alt).toBe('');
    expect(descriptionOf({ alt: 'নদী', decorative: 'yes' }, undefined)).toEqual(decorative);
  });
});

describe('the schedule', () => {
  it('is by days of the newsroom, the soonest first, and has each end once', () => {
    const scheduled = [
      { id: 'art_1', publishAt: '2026-11-25T19:00:00.000Z', expireAt: '2026-11-27T00:00:00.000Z' },
      { id: 'art_2', publishAt: '2026-11-25T17:00:00.000Z' },
    ] as Article[];
    const expiring = [{ id: 'art_1', expireAt: '2026-11-26T01:00:00.000Z' }] as Article[];
    const days = dueByDay(scheduled, expiring).map(([day, due]) => [
      day,
      due.map(({ what, article }) => `${what} ${article.id}`),
    ]);
    expect(days).toEqual([
      ['2026-11-25', ['publishAt art_2']],
      ['2026-11-26', ['publishAt art_1', 'expireAt art_1']],
    ]);
  });
});
