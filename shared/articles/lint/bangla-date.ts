import { banglaDate, banglaMonths, type CivilDate, ordinalDay } from '../../bangla/calendar.ts';
import { digits } from '../../bangla/digits.ts';
import { banglaDatesIn, dayNumber, gregorianDatesIn, type NamedDate, nearestYear } from './dates-in.ts';
import type { Found } from './found.ts';
import { contradictions, neighbourPairs } from './pairs.ts';

/** Punctuation, a weekday, and words as in মোতাবেক ১৭ই কার্তিক. */
const filler =
  /^[\s,|/()–—-]{0,4}(?:(?:\p{L}[\p{L}\p{M}]{1,12}বার|বাংলা|ইংরেজি|মোতাবেক|রোজ)[\s,|/()–—-]{0,4}){0,2}$/u;

/** The first year of the calendar as it counts today; earlier dates follow older rules. */
const firstYear = 1426;

/** A Bangla date and a Gregorian date side by side that are not the same day. */
export function banglaDateBeside(text: string, at: string): Found[] {
  const pairs = neighbourPairs(
    banglaDatesIn(text),
    gregorianDatesIn(text),
    (start, end) => end - start < 40 && filler.test(text.slice(start, end)),
  ).map(({ one, other }) => {
    const actual = yearsOf(other, one, at).flatMap((year) =>
      dayNumber(year, other) === undefined ? [] : [banglaDate({ ...other, year })],
    );
    return { one, other, actual, agree: actual.some((date) => date.year < firstYear || isNamed(one, date)) };
  });
  return contradictions(pairs).map(({ one, other, actual: [actual] }) => {
    const index = Math.min(one.index, other.index);
    const date = text.slice(other.index, other.end);
    return {
      index,
      length: Math.max(one.end, other.end) - index,
      detail: actual ? `${date} is ${written(actual)}.` : `${date} is no day of any calendar.`,
    };
  });
}

/**
 * The years that a Gregorian date may have: its own; else one of the two that its Bangla year spans; else the nearest.
 */
function yearsOf(date: NamedDate, { year: banglaYear }: NamedDate, at: string) {
  if (date.year !== undefined) return [date.year];
  if (banglaYear !== undefined) return [banglaYear + 593, banglaYear + 594];
  return [nearestYear(date, at) ?? 0];
}

const isNamed = ({ day, month, year }: NamedDate, actual: CivilDate) =>
  day === actual.day && month === actual.month && (year === undefined || year === actual.year);

const written = ({ year, month, day }: CivilDate) =>
  `${ordinalDay(day)} ${banglaMonths[month - 1]} ${digits(year)}`;
