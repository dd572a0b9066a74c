import { describe, expect, it } from 'vitest';
import {
  banglaDateOf,
  dateHeader,
  dayAfter,
  dayBefore,
  dayOf,
  endOfDay,
  gregorianDate,
  moment,
  startOfDay,
  timeOfDay,
  weekday,
} from '../../shared/bangla/dates.ts';

/** An instant at this time of day in Dhaka, which has stood at +06:00 since 2010. */
const dhaka = (time: string, day = '2024-11-02') => new Date(`${day}T${time}+06:00`).toISOString();

describe('the date header', () => {
  it('gives both calendars from one instant', () =>
    expect(dateHeader('2024-11-02T16:19:00Z')).toBe('শনিবার, ২ নভেম্বর ২০২৪ | ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ'));

  it('turns at midnight in Dhaka, in both calendars', () => {
    expect(dateHeader('2024-11-01T18:00:00Z')).toBe('শনিবার, ২ নভেম্বর ২০২৪ | ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ');
    expect(dateHeader('2024-11-01T17:59:59Z')).toBe('শুক্রবার, ১ নভেম্বর ২০২৪ | ১৬ই কার্তিক, ১৪৩১ বঙ্গাব্দ');
  });

  it('follows the zone, not an offset: Dhaka stood at +07:00 in the summer of 2009', () => {
    expect(gregorianDate('2009-07-01T17:00:00Z')).toBe('২ জুলাই ২০০৯');
    expect(gregorianDate('2009-07-01T16:59:59Z')).toBe('১ জুলাই ২০০৯');
    expect(timeOfDay('2009-07-01T17:05:00Z')).toBe('রাত ১২:০৫');
    expect(gregorianDate('2010-07-01T17:00:00Z')).toBe('১ জুলাই ২০১০');
  });

  it('refuses what is no instant', () => expect(() => dateHeader('yesterday')).toThrow(RangeError));
});

describe('a date', () => {
  it('names the months as the Bangla Academy spells them', () => {
    const months = Array.from({ length: 12 }, (_, at) =>
      gregorianDate(`2024-${String(at + 1).padStart(2, '0')}-05T06:00:00Z`).split(' '),
    ).map(([, month]) => month);
    expect(months.join(' ')).toBe(
      'জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর'.normalize('NFC'),
    );
  });

  it('knows its weekday', () => {
    const week = [3, 4, 5, 6, 7, 8, 9].map((day) => weekday(dhaka('12:00', `2024-11-0${day}`)));
    expect(week).toEqual(['রবিবার', 'সোমবার', 'মঙ্গলবার', 'বুধবার', 'বৃহস্পতিবার', 'শুক্রবার', 'শনিবার']);
  });

  it('carries an ordinal in the Bangla calendar only', () => {
    expect(banglaDateOf('2024-04-14T06:00:00Z')).toBe('১লা বৈশাখ, ১৪৩১ বঙ্গাব্দ');
    expect(gregorianDate('2024-04-14T06:00:00Z')).toBe('১৪ এপ্রিল ২০২৪');
  });

  it('is kept in NFC, as all text is', () => {
    for (const instant of ['2024-01-20T06:00:00Z', '2024-07-01T06:00:00Z', '2024-12-01T06:00:00Z'])
      expect(dateHeader(instant)).toBe(dateHeader(instant).normalize('NFC'));
  });

  it('sorts as a key', () => expect(dayOf('2024-11-01T18:00:00Z')).toBe('2024-11-02'));
});

describe('the time of day', () => {
  it.each([
    ['00:00', 'রাত ১২:০০'],
    ['03:59', 'রাত ৩:৫৯'],
    ['04:00', 'ভোর ৪:০০'],
    ['05:59', 'ভোর ৫:৫৯'],
    ['06:00', 'সকাল ৬:০০'],
    ['11:59', 'সকাল ১১:৫৯'],
    ['12:00', 'দুপুর ১২:০০'],
    ['14:59', 'দুপুর ২:৫৯'],
    ['15:00', 'বিকেল ৩:০০'],
    ['17:59', 'বিকেল ৫:৫৯'],
    ['18:00', 'সন্ধ্যা ৬:০০'],
    ['19:59', 'সন্ধ্যা ৭:৫৯'],
    ['20:00', 'রাত ৮:০০'],
    ['22:19', 'রাত ১০:১৯'],
  ])('at %s is %s', (time, text) => expect(timeOfDay(dhaka(time))).toBe(text));

  it('stands after the date in a moment', () =>
    expect(moment('2024-11-02T16:19:00Z')).toBe('শনিবার, ২ নভেম্বর ২০২৪, রাত ১০:১৯'));
});

describe('a day of the newsroom', () => {
  it.each([
    ['2024-11-02', '2024-11-01T18:00:00.000Z', '2024-11-02T17:59:59.999Z'],
    ['2009-07-01', '2009-06-30T17:00:00.000Z', '2009-07-01T16:59:59.999Z'],
    ['2009-06-19', '2009-06-18T18:00:00.000Z', '2009-06-19T16:59:59.999Z'],
  ])('%s begins and ends with the clocks of Dhaka, the summer of 2009 included', (day, start, end) => {
    expect([startOfDay(day), endOfDay(day)]).toEqual([start, end]);
    expect([dayOf(start), dayOf(end)]).toEqual([day, day]);
  });

  it('is followed by the next over months and leap days', () => {
    expect([dayAfter('2024-02-28'), dayAfter('2024-12-31'), dayBefore('2024-03-01')]).toEqual([
      '2024-02-29',
      '2025-01-01',
      '2024-02-29',
    ]);
  });
});
