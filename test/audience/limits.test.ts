import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetsOf, counting, mayMail, networkOf } from '../../shared/audience/limits.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const minutesOn = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

describe('a mailbox', () => {
  it('gets one mail in a quarter of an hour, three a day, ten in 30 days, whenever it is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 300 }), (gaps) => {
        let now = 0;
        let mailedAt: string[] = [];
        const mails: number[] = [];
        for (const gap of gaps) {
          now += gap % 700;
          const at = minutesOn(now);
          mailedAt = counting(mailedAt, at);
          if (!mayMail(mailedAt, at)) continue;
          mailedAt.push(at);
          mails.push(now);
        }
        const within = (minutes: number) =>
          Math.max(0, ...mails.map((from) => mails.filter((at) => at >= from && at < from + minutes).length));
        expect(within(15)).toBeLessThanOrEqual(1);
        expect(within(24 * 60)).toBeLessThanOrEqual(3);
        expect(within(30 * 24 * 60)).toBeLessThanOrEqual(10);
        expect(mailedAt.length).toBeLessThanOrEqual(10);
      }),
    );
  });
});

describe('a budget', () => {
  it('is of an hour or a day, and of all, a domain and a network', () => {
    const at = '2026-01-31T23:15:00.000Z';
    expect(budgetsOf({ domain: 'pathok.example', client: 'c', quota: 50_000 }, at)).toEqual([
      { what: 'all', window: '2026-01-31T23', most: 200, endsAt: '2026-02-01T00:00:00.000Z' },
      { what: 'all', window: '2026-01-31', most: 1_000, endsAt: '2026-02-01T00:00:00.000Z' },
      {
        what: 'domain/pathok.example',
        window: '2026-01-31T23',
        most: 30,
        endsAt: '2026-02-01T00:00:00.000Z',
      },
      { what: 'client/c', window: '2026-01-31T23', most: 60, endsAt: '2026-02-01T00:00:00.000Z' },
    ]);
  });

  it('is wider for a domain where very many people have their mail, but not for one that looks like it', () => {
    const most = (domain: string) => budgetsOf({ domain, client: 'c', quota: 50_000 }, minutesOn(0))[2]?.most;
    expect(['gmail.com', 'yahoo.co.uk', 'xgmail.com', 'gmail.com.example'].map(most)).toEqual([
      500, 500, 30, 30,
    ]);
  });
});

describe('a network', () => {
  it.each([
    ['203.0.113.9', '203.0.113.0/24'],
    ['::ffff:203.0.113.250', '203.0.113.0/24'],
    ['2001:db8:1:2ff::1', '20010db8000102/56'],
    ['2001:0db8:0001:0200:0:0:0:9', '20010db8000102/56'],
    ['::1', '00000000000000/56'],
    ['nonsense', 'unknown'],
    ['', 'unknown'],
    ['x'.repeat(100_000), 'unknown'],
  ])('of %j is %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
