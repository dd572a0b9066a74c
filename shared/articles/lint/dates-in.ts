import { banglaMonths } from '../../bangla/calendar.ts';
import { wallClock } from '../../bangla/dates.ts';
import { numberOf } from './found.ts';

/** A date in a text, with its position. The year may be missing. */
export type NamedDate = { index: number; end: number; day: number; month: number; year: number | undefined };

/** Month names as people type them: in Bangla Academy spelling and in older ones. */
const gregorianMonths = [
  ['জানুয়ারি', 'জানুয়ারী'],
  ['ফেব্রুয়ারি', 'ফেব্রুয়ারী'],
  ['মার্চ'],
  ['এপ্রিল'],
  ['মে'],
  ['জুন'],
  ['জুলাই'],
  ['আগস্ট', 'আগষ্ট', 'অগাস্ট'],
  ['সেপ্টেম্বর'],
  ['অক্টোবর'],
  ['নভেম্বর'],
  ['ডিসেম্বর'],
].map((names) => names.map((name) => name.normalize('NFC')));

const banglaMonthNames = banglaMonths.map((name) => [
  name.normalize('NFC'),
  ...(name.startsWith('অগ্র') ? ['অগ্রহায়ন'.normalize('NFC')] : []),
]);

const digit = '[0-9০-৯]';
const notWithin = '(?<![0-9০-৯\\p{L}\\p{M}])';

/** Of each calendar only years of living memory: ১৫০০ after a date is rather a number of people. */
const patternOf = (months: string[][], year: string, era: string) =>
  new RegExp(
    `${notWithin}(?:(${year})\\s{1,2}(?:সালের|${era}ের)\\s{1,2})?(${digit}{1,2})(?:লা|রা|ঠা|ই|শে)?\\s{1,2}` +
      `(${months.flat().join('|')})(?:-?এর|ের|র|ে|ই|ও)?(?![\\p{L}\\p{M}])` +
      `(?:[,\\s]{1,3}(${year})(?!${digit})(?:\\s?(?:সালের|সালে|সাল|${era}ের|${era}))?)?`,
    'gu',
  );

const gregorian = patternOf(gregorianMonths, `(?:19|20|১৯|২০)${digit}{2}`, 'খ্রি(?:ষ্ট|স্ট)াব্দ');
const bangla = patternOf(banglaMonthNames, `(?:1[3-5]|১[৩-৫])${digit}{2}`, 'বঙ্গাব্দ');

/** The dates of the Gregorian calendar that a text names: ২ নভেম্বর ২০২৪, ২০২৪ সালের ২রা নভেম্বর, 2 নভেম্বর. */
export const gregorianDatesIn = (text: string) => datesIn(text, gregorian, gregorianMonths);

/** The dates of the Bangla calendar that a text names: ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ. */
export const banglaDatesIn = (text: string) => datesIn(text, bangla, banglaMonthNames);

function datesIn(text: string, pattern: RegExp, months: string[][]): NamedDate[] {
  return [...text.matchAll(pattern)]
    .filter(({ index }) => !endsARange.test(text.slice(Math.max(0, index - 16), index)))
    .map(({ 0: { length }, 1: yearBefore, 2: day = '', 3: month = '', 4: yearAfter, index }) => {
      const year = yearBefore ?? yearAfter;
      return {
        index,
        end: index + length,
        day: numberOf(day),
        month: months.findIndex((names) => names.includes(month)) + 1,
        year: year === undefined ? undefined : numberOf(year),
      };
    });
}

/** ১ ও before ২ নভেম্বর, ২- before ৪ নভেম্বর: the weekday beside such a date may belong to the other day. */
const endsARange = /(?<![0-9০-৯])[0-9০-৯]{1,2}(?:লা|রা|ঠা|ই|শে)?\s*(?:ও|এবং|বা|থেকে|,|-|–|—)\s*$/;

const DAY = 86_400_000;

/** The number of a Gregorian day, counted from 1970; undefined for a date that does not exist, such as 31 November. */
export function dayNumber(year: number, { month, day }: { month: number; day: number }) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 ? date.getTime() / DAY : undefined;
}

/** The year of a date without one: that of its occurrence nearest to the instant, in the newsroom's zone. */
export function nearestYear(date: { month: number; day: number }, at: string) {
  const today = wallClock(at);
  const here = dayNumber(today.year, today) ?? 0;
  const [nearest] = [today.year - 1, today.year, today.year + 1]
    .flatMap((year) => {
      const there = dayNumber(year, date);
      return there === undefined ? [] : [{ year, distance: Math.abs(there - here) }];
    })
    .sort((a, b) => a.distance - b.distance);
  return nearest?.year;
}
