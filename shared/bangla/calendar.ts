import { digits } from './digits.ts';

/** A day of a calendar; months count from 1. */
export type CivilDate = { year: number; month: number; day: number };

const DAY = 86_400_000;

/** The names of the Bangla months, বৈশাখ first. */
export const banglaMonths = [
  'বৈশাখ',
  'জ্যৈষ্ঠ',
  'আষাঢ়',
  'শ্রাবণ',
  'ভাদ্র',
  'আশ্বিন',
  'কার্তিক',
  'অগ্রহায়ণ',
  'পৌষ',
  'মাঘ',
  'ফাল্গুন',
  'চৈত্র',
] as const;

/**
 * The Bangla date of a Gregorian one in the calendar of Bangladesh as revised in 2019: the year begins on 14 April, the
 * first six months have 31 days, and ফাল্গুন has a thirtieth day when its February has a twenty-ninth. West Bengal uses
 * a different calendar.
 */
export function banglaDate({ year, month, day }: CivilDate): CivilDate {
  const newYear = month > 4 || (month === 4 && day >= 14) ? year : year - 1;
  let left = Math.round((Date.UTC(year, month - 1, day) - Date.UTC(newYear, 3, 14)) / DAY);
  let banglaMonth = 1;
  for (const length of monthLengths(newYear)) {
    if (left < length) break;
    left -= length;
    banglaMonth += 1;
  }
  return { year: newYear - 593, month: banglaMonth, day: left + 1 };
}

const monthLengths = (newYear: number) => [
  31,
  31,
  31,
  31,
  31,
  31,
  30,
  30,
  30,
  30,
  isLeap(newYear + 1) ? 30 : 29,
  30,
];

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** A day of the month as dates are written: ১লা, ২রা, ৪ঠা, ১৭ই, ৩১শে. Not the ordinals of ranks (১ম, ২য়). */
export function ordinalDay(day: number) {
  if (day === 1) return `${digits(day)}লা`;
  if (day <= 3) return `${digits(day)}রা`;
  if (day === 4) return `${digits(day)}ঠা`;
  return `${digits(day)}${day <= 18 ? 'ই' : 'শে'}`;
}
