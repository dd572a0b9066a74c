import { dayNumber, gregorianDatesIn, type NamedDate, nearestYear } from './dates-in.ts';
import type { Found } from './found.ts';
import { contradictions, neighbourPairs } from './pairs.ts';

/** Indexed as `Date.getUTCDay` counts. */
const weekdays = [
  { names: ['রবিবার', 'রোববার'], english: 'Sunday' },
  { names: ['সোমবার'], english: 'Monday' },
  { names: ['মঙ্গলবার'], english: 'Tuesday' },
  { names: ['বুধবার'], english: 'Wednesday' },
  { names: ['বৃহস্পতিবার'], english: 'Thursday' },
  { names: ['শুক্রবার'], english: 'Friday' },
  { names: ['শনিবার'], english: 'Saturday' },
];

const named = new RegExp(
  `(?<![\\p{L}\\p{M}])(${weekdays.flatMap(({ names }) => names).join('|')})(?:ের|ে|ই|ও)?(?![\\p{L}\\p{M}])`,
  'gu',
);

/** Punctuation, and the part of the day as in শনিবার রাতে (২ নভেম্বর). */
const filler = /^(?:\s(?:ভোর|সকাল|দুপুর|বিকাল|বিকেল|সন্ধ্যা|রাত)(?:ে|য়)?)?[\s,();–—-]{0,4}(?:রোজ\s)?$/;

/**
 * A weekday that contradicts the date next to it. A date without a year is read as the one nearest to `at`, in the
 * newsroom's zone.
 */
export function weekdayDate(text: string, at: string): Found[] {
  const days = [...text.matchAll(named)].map(({ 0: { length }, 1: name = '', index }) => ({
    index,
    end: index + length,
    weekday: weekdays.findIndex(({ names }) => names.includes(name)),
  }));
  const pairs = neighbourPairs(
    days,
    gregorianDatesIn(text),
    (start, end) => end - start < 20 && filler.test(text.slice(start, end)),
  ).map(({ one, other }) => {
    const year = other.year ?? nearestYear(other, at);
    const actual = year === undefined ? undefined : weekdayOf(year, other);
    return { one, other, year, actual, agree: year === undefined || actual === one.weekday };
  });
  return contradictions(pairs).map(({ one, other, year, actual }) => {
    const index = Math.min(one.index, other.index);
    const date = `${text.slice(other.index, other.end)}${other.year === undefined ? ` (${year})` : ''}`;
    const { names: [name] = [], english } = weekdays[actual ?? -1] ?? {};
    return {
      index,
      length: Math.max(one.end, other.end) - index,
      detail: english ? `${date} is a ${english} (${name}).` : `${date} is no day of any calendar.`,
    };
  });
}

function weekdayOf(year: number, date: NamedDate) {
  const day = dayNumber(year, date);
  return day === undefined ? undefined : new Date(day * 86_400_000).getUTCDay();
}
