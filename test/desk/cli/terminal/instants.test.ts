import { describe, expect, it } from 'vitest';
import { futureInstantOf, instantOf, localTime } from '../../../../desk/cli/terminal/instants.ts';

describe('an instant', () => {
  it.each([
    ['2026-11-25 18:00', '2026-11-25T12:00:00.000Z'],
    ['২০২৬-১১-২৫ ১৮:০০', '2026-11-25T12:00:00.000Z'],
    ['2026-11-25T18:00', '2026-11-25T12:00:00.000Z'],
    ['2026-11-25T18:00:00+06:00', '2026-11-25T12:00:00.000Z'],
    ['2026-11-25T12:00:00Z', '2026-11-25T12:00:00.000Z'],
    ['2026-01-01 00:30', '2025-12-31T18:30:00.000Z'],
    // The clocks of Dhaka were an hour ahead in the summer of 2009.
    ['2009-07-01 18:00', '2009-07-01T11:00:00.000Z'],
  ])('%s is %s', (given, iso) => {
    expect(instantOf(given)).toBe(iso);
  });

  it.each(['', '18:00', '2026-11-25', '2026-02-30 18:00', '2026-11-25 24:00', '2026-11-25 18:60', 'কাল'])(
    'is not given by "%s"',
    (given) => {
      expect(() => instantOf(given)).toThrow(/is no instant. Give 2026-11-25 18:00 \(Asia\/Dhaka\)/);
    },
  );

  it('is shown as it is given', () => {
    expect(localTime(instantOf('2026-11-25 00:00'))).toBe('2026-11-25 00:00');
  });

  it('that has passed is not to come', () => {
    const now = Date.parse('2026-11-25T12:00:00Z');
    expect(() => futureInstantOf('2026-11-25 18:00', now)).toThrow(/has passed/);
    expect(futureInstantOf('2026-11-25 18:01', now)).toBe('2026-11-25T12:01:00.000Z');
  });
});
