import { describe, expect, it } from 'vitest';
import { banglaDateBeside } from '../../../shared/articles/lint/bangla-date.ts';
import { weekdayDate } from '../../../shared/articles/lint/weekday-date.ts';
import { nfc, pointedAt } from './found.ts';

const at = '2024-11-02T06:00:00Z';

describe('a weekday', () => {
  const found = (text: string, instant = at) => weekdayDate(nfc(text), instant);

  it.each([
    'শুক্রবার (১ নভেম্বর ২০২৪) সভা হয়।',
    'শনিবার, ২ নভেম্বর ২০২৪',
    'শনিবার (2 নভেম্বর 2024)',
    'শনিবার (২ নভেম্বর) সকালে',
    'শনিবার রাতে (২ নভেম্বর) ঝড় হয়',
    'শনিবার সন্ধ্যায় (২ নভেম্বর) ঝড় হয়',
    '২ নভেম্বর ২০২৪, শনিবার',
    '২রা নভেম্বর (শনিবার)',
    '২০২৪ সালের ২ নভেম্বর, শনিবার',
    'রোববার (৩ নভেম্বর) ও রবিবার (৩ নভেম্বর)',
    '১ নভেম্বর, শুক্রবার, ২ নভেম্বর, শনিবার',
    'শুক্রবার, ১ নভেম্বর, শনিবার, ২ নভেম্বর',
    '১ ও ২ নভেম্বর, শুক্রবার ও শনিবার',
    'শুক্রবার (১-৩ নভেম্বর)',
    'সভা সোমবার। ২ নভেম্বর আবার বসবে।',
    'সোমবার ২ মেয়ে আসে।',
    '১৯৭১ সালের ২৫ মার্চ, বৃহস্পতিবার',
    'শনিবার ২ নভেম্বর ১৫০০ মানুষ আসেন',
  ])('that is the day of its date is left alone: %s', (text) => expect(found(text)).toEqual([]));

  it.each([
    ['শনিবার (১ নভেম্বর ২০২৪)', 'শনিবার (১ নভেম্বর ২০২৪', 'Friday (শুক্রবার)'],
    ['শুক্রবার, ২ নভেম্বর ২০২৪', 'শুক্রবার, ২ নভেম্বর ২০২৪', 'Saturday (শনিবার)'],
    ['শুক্রবার (2 নভেম্বর 2024)', 'শুক্রবার (2 নভেম্বর 2024', 'Saturday (শনিবার)'],
    ['শুক্রবার সন্ধ্যায় (২ নভেম্বর)', 'শুক্রবার সন্ধ্যায় (২ নভেম্বর', 'Saturday (শনিবার)'],
    ['গত সোমবার ২রা নভেম্বর', 'সোমবার ২রা নভেম্বর', 'Saturday (শনিবার)'],
    ['২ নভেম্বর ২০২৪ (বুধবার)', '২ নভেম্বর ২০২৪ (বুধবার', 'Saturday (শনিবার)'],
    ['১৪ জানুয়ারী ২০২৪, শনিবার', '১৪ জানুয়ারী ২০২৪, শনিবার', 'Sunday (রবিবার)'],
    ['সোমবার (৩১ নভেম্বর ২০২৪)', 'সোমবার (৩১ নভেম্বর ২০২৪', 'no day of any calendar'],
  ])('that is not is found: %s', (text, excerpt, day) => {
    expect(pointedAt(text, found(text))).toEqual([nfc(excerpt)]);
    expect(found(text)[0]?.detail).toContain(nfc(day));
  });

  it('of a date without a year goes by the nearest one', () => {
    expect(found('মঙ্গলবার (৩১ ডিসেম্বর)', '2025-01-02T06:00:00Z')).toEqual([]);
    expect(found('বুধবার (৩১ ডিসেম্বর)', '2025-12-20T06:00:00Z')).toEqual([]);
    expect(found('বুধবার (৩১ ডিসেম্বর)', '2025-01-02T06:00:00Z')).toHaveLength(1);
    expect(found('বুধবার (১ জানুয়ারি)', '2024-12-30T06:00:00Z')).toEqual([]);
  });

  it('of a 29 February without a leap year near is left alone', () => {
    expect(found('সোমবার (২৯ ফেব্রুয়ারি)', '2026-03-01T06:00:00Z')).toEqual([]);
    expect(found('সোমবার (২৯ ফেব্রুয়ারি)', '2024-03-01T06:00:00Z')).toHaveLength(1);
  });

  it('goes by the day in Dhaka', () => {
    // 183 days lie on one side and 182 on the other, by where midnight is.
    const date = 'শুক্রবার (৩ মে)';
    expect(found(date, '2024-11-01T17:59:59Z')).toEqual([]);
    expect(found(date, '2024-11-01T18:00:00Z')).toHaveLength(1);
  });
});

describe('a Bangla date', () => {
  const found = (text: string) => banglaDateBeside(nfc(text), at);

  it.each([
    'শনিবার, ২ নভেম্বর ২০২৪ | ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ',
    '২ নভেম্বর ২০২৪, শনিবার, ১৭ কার্তিক ১৪৩১',
    '১৭ কার্তিক ১৪৩১ বঙ্গাব্দ (2 নভেম্বর 2024)',
    '১৪ এপ্রিল মোতাবেক ১লা বৈশাখ',
    '১লা বৈশাখ ১৪২৮ (১৪ এপ্রিল)',
    '২৫ বৈশাখ ১২৬৮ (৭ মে ১৮৬১)',
    '১৬ ডিসেম্বর ১৯৭১, ২৯ অগ্রহায়ণ ১৩৭৮',
    '২ নভেম্বর শুরু হয়ে মেলা চলবে ৩০ কার্তিক পর্যন্ত',
  ])('that is the day of the date beside it is left alone: %s', (text) => expect(found(text)).toEqual([]));

  it.each([
    [
      'শনিবার , ২ নভেম্বর ২০২৪ | ২৪শে অগ্রহায়ণ, ১৪৩১ বঙ্গাব্দ',
      '২ নভেম্বর ২০২৪ | ২৪শে অগ্রহায়ণ, ১৪৩১ বঙ্গাব্দ',
      '১৭ই কার্তিক ১৪৩১',
    ],
    ['১৮ কার্তিক (২ নভেম্বর)', '১৮ কার্তিক (২ নভেম্বর', '১৭ই কার্তিক ১৪৩১'],
    ['২ নভেম্বর ২০২৪, ১৭ কার্তিক ১৪৩০', '২ নভেম্বর ২০২৪, ১৭ কার্তিক ১৪৩০', '১৭ই কার্তিক ১৪৩১'],
    ['২ পৌষ ১৪৩১, মঙ্গলবার, ১৬ ডিসেম্বর', '২ পৌষ ১৪৩১, মঙ্গলবার, ১৬ ডিসেম্বর', '১লা পৌষ ১৪৩১'],
  ])('that is not is found: %s', (text, excerpt, day) => {
    expect(pointedAt(text, found(text))).toEqual([nfc(excerpt)]);
    expect(found(text)[0]?.detail).toContain(nfc(day));
  });
});
