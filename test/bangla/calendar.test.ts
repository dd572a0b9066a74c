import { describe, expect, it } from 'vitest';
import { banglaDate, banglaMonths, ordinalDay } from '../../shared/bangla/calendar.ts';
import { digits } from '../../shared/bangla/digits.ts';

const bangla = (iso: string) => {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number);
  return banglaDate({ year, month, day });
};

describe('the Bangla calendar of Bangladesh', () => {
  it.each([
    ['2024-11-02', '১৭ই কার্তিক ১৪৩১'],
    ['2024-12-09', '২৪শে অগ্রহায়ণ ১৪৩১'],
    ['2019-10-16', '৩১শে আশ্বিন ১৪২৬'],
    ['2019-10-17', '১লা কার্তিক ১৪২৬'],
    ['2024-02-21', '৮ই ফাল্গুন ১৪৩০'],
    ['2024-02-29', '১৬ই ফাল্গুন ১৪৩০'],
    ['2024-03-14', '৩০শে ফাল্গুন ১৪৩০'],
    ['2023-03-14', '২৯শে ফাল্গুন ১৪২৯'],
    ['2024-04-13', '৩০শে চৈত্র ১৪৩০'],
    ['2024-04-14', '১লা বৈশাখ ১৪৩১'],
    ['2024-05-08', '২৫শে বৈশাখ ১৪৩১'],
    ['2024-05-25', '১১ই জ্যৈষ্ঠ ১৪৩১'],
    ['2024-12-16', '১লা পৌষ ১৪৩১'],
    ['2000-02-29', '১৬ই ফাল্গুন ১৪০৬'],
    ['2100-03-01', '১৬ই ফাল্গুন ১৫০৬'],
    ['2023-03-15', '১লা চৈত্র ১৪২৯'],
  ])('has %s as %s', (iso, text) => {
    const { year, month, day } = bangla(iso);
    expect(`${ordinalDay(day)} ${banglaMonths[month - 1]} ${digits(year)}`).toBe(text.normalize('NFC'));
  });

  it.each([2023, 2024, 2100])('begins its months on the same Gregorian days in %d', (year) => {
    const starts = ['04-14', '05-15', '06-15', '07-16', '08-16', '09-16', '10-17', '11-16', '12-16'];
    starts.forEach((start, at) => {
      expect(bangla(`${year}-${start}`)).toEqual({ year: year - 593, month: at + 1, day: 1 });
    });
    ['01-15', '02-14', '03-15'].forEach((start, at) => {
      expect(bangla(`${year}-${start}`)).toEqual({ year: year - 594, month: at + 10, day: 1 });
    });
  });

  it('never skips or repeats a day', () => {
    let yesterday = bangla('1970-01-01');
    for (let time = Date.UTC(1970, 0, 2); time < Date.UTC(2110, 0, 1); time += 86_400_000) {
      const today = bangla(new Date(time).toISOString().slice(0, 10));
      const isNextDay = today.day === yesterday.day + 1 && today.month === yesterday.month;
      const isNextMonth =
        today.day === 1 && today.month === (yesterday.month % 12) + 1 && yesterday.day >= 29;
      if (!isNextDay && !isNextMonth)
        expect.fail(`${new Date(time).toISOString()}: ${JSON.stringify(today)}`);
      expect(today.year - yesterday.year).toBe(isNextMonth && today.month === 1 ? 1 : 0);
      yesterday = today;
    }
  });
});

describe('a day of the month', () => {
  it.each([
    ['লা', [1]],
    ['রা', [2, 3]],
    ['ঠা', [4]],
    ['ই', [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]],
    ['শে', [19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]],
  ])('carries %s', (suffix, days) => {
    for (const day of days) expect(ordinalDay(day)).toBe(digits(day) + suffix);
  });
});
