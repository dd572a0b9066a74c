import { describe, expect, it } from 'vitest';
import { digits, grouped } from '../../shared/bangla/digits.ts';

describe('digits', () => {
  it('are Bengali', () => expect(digits('0123456789')).toBe('০১২৩৪৫৬৭৮৯'));
  it('leave the rest of a text alone', () => expect(digits('Room 12-B, ৩')).toBe('Room ১২-B, ৩'));
});

describe('grouping', () => {
  it.each([
    [0, '০'],
    [999, '৯৯৯'],
    [1000, '১,০০০'],
    [99999, '৯৯,৯৯৯'],
    [100000, '১,০০,০০০'],
    [12345678, '১,২৩,৪৫,৬৭৮'],
    [1234567890, '১,২৩,৪৫,৬৭,৮৯০'],
    [-4500, '-৪,৫০০'],
    [1234.5, '১,২৩৪.৫'],
  ])('of %d goes by lakh and crore', (value, text) => expect(grouped(value)).toBe(text));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21])('of %d is refused', (value) =>
    expect(() => grouped(value)).toThrow(RangeError),
  );
});
