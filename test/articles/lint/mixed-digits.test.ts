import { describe, expect, it } from 'vitest';
import { mixedDigits } from '../../../shared/articles/lint/mixed-digits.ts';
import { passages } from './found.ts';

const numbersIn = (...texts: string[]) => {
  const all = passages(...texts);
  return mixedDigits(all).flatMap((found, at) =>
    found.map(({ index, length }) => all[at]?.text.slice(index, index + length)),
  );
};

describe('digits', () => {
  it.each([
    '২০২৪ সালে ১,২৩,৪৫৬ জন।',
    '2024 সালে 123 জন।',
    'COVID-19 রোগে ১২ জন, G20 বৈঠকে ৩ জন।',
    'ঠিকানা https://a.example/2024/11 ও desk7@khobor.example, ফোন ১২৩।',
    'iPhone 15 ও Windows 11 কিনলেন ২ জন।',
    '৪টি গাড়ি 20 km গেল।',
    'https://খবর.বাংলা/২০24, www.খবর.বাংলা/2024 বা ডেস্ক24@খবর.বাংলা দেখেন ৫ জন।',
  ])('of one script are left alone: %s', (text) => expect(numbersIn(text)).toEqual([]));

  it.each([
    ['২০24 সালে', ['২০24']],
    ['১০/12/২০২৪ তারিখে', ['১০/12/২০২৪']],
    ['১৬টি ঘর, ৫টি গরু, 3টি নৌকা', ['3']],
    ['16টি ঘর, 5টি গরু, ৩টি নৌকা', ['৩']],
    ['৫টি গরু, 3টি নৌকা', ['3']],
  ])('of both are found: %s', (text, numbers) => expect(numbersIn(text)).toEqual(numbers));

  it('are counted over the whole article', () => expect(numbersIn('5 জন', '১০ জন', '১২ জন')).toEqual(['5']));

  it('of tables and names do not count as prose', () => {
    const [prose, cell] = passages('১০ জন', '25');
    if (!prose || !cell) throw new Error('two passages are needed');
    expect(mixedDigits([prose, { ...cell, kind: 'cell' }]).flat()).toEqual([]);
    expect(mixedDigits([prose, cell]).flat()).toHaveLength(1);
  });
});
