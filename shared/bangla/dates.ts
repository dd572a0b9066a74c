import { newsroom } from '../newsroom.ts';
import { banglaDate, banglaMonths, type CivilDate, ordinalDay } from './calendar.ts';
import { digits } from './digits.ts';
import { gregorianMonths } from './gregorian-months.ts';

// As months, these are spelled here: see `gregorianMonths`.
const weekdays = ['রবিবার', 'সোমবার', 'মঙ্গলবার', 'বুধবার', 'বৃহস্পতিবার', 'শুক্রবার', 'শনিবার'];

const zone = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
  timeZone: newsroom.timeZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

/**
 * The newsroom's local date and time at an ISO instant, by the zone's history and not a fixed offset: Dhaka was at
 * +07:00 in the summer of 2009. Throws a RangeError for an invalid instant.
 */
export function wallClock(instant: string): CivilDate & { hour: number; minute: number } {
  const parts = zone.formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/** The newsroom's day of an instant, `2024-11-02`; days sort as strings. */
export function dayOf(instant: string) {
  const { year, month, day } = wallClock(instant);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The first instant of a day of the newsroom (`2024-11-02`), ISO in UTC. */
export function startOfDay(day: string) {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return new Date(midnight - aheadAt(midnight - aheadAt(midnight))).toISOString();
}

/** The last instant of a day of the newsroom. */
export const endOfDay = (day: string) => new Date(Date.parse(startOfDay(dayAfter(day))) - 1).toISOString();

export const dayAfter = (day: string) => shifted(day, 1);
export const dayBefore = (day: string) => shifted(day, -1);

const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Milliseconds by which the newsroom's clock is ahead of UTC at an instant (milliseconds since the epoch). */
function aheadAt(instant: number) {
  const { year, month, day, hour, minute } = wallClock(new Date(instant).toISOString());
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / 60_000) * 60_000;
}

/** শনিবার */
export function weekday(instant: string) {
  const { year, month, day } = wallClock(instant);
  return weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
}

/** ২ নভেম্বর ২০২৪ */
export function gregorianDate(instant: string) {
  const date = wallClock(instant);
  return `${dayOfMonth(date, newsroom.ordinalDays.gregorian)} ${gregorianMonths[date.month - 1]} ${digits(date.year)}`;
}

/** ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ */
export function banglaDateOf(instant: string) {
  const date = banglaDate(wallClock(instant));
  const day = dayOfMonth(date, newsroom.ordinalDays.bangla);
  return `${day} ${banglaMonths[date.month - 1]}, ${digits(date.year)} বঙ্গাব্দ`;
}

/**
 * The newsroom's time of day, রাত ১০:১৯. Names of the hours: ভোর from 4, সকাল from 6, দুপুর from 12, বিকেল from 15,
 * সন্ধ্যা from 18, রাত from 20 until 4.
 */
export function timeOfDay(instant: string) {
  const { hour, minute } = wallClock(instant);
  return `${partOfDay(hour)} ${digits(hour % 12 || 12)}:${digits(String(minute).padStart(2, '0'))}`;
}

/** শনিবার, ২ নভেম্বর ২০২৪, রাত ১০:১৯ */
export const moment = (instant: string) =>
  `${weekday(instant)}, ${gregorianDate(instant)}, ${timeOfDay(instant)}`;

/** The date line of a front, in both calendars: শনিবার, ২ নভেম্বর ২০২৪ | ১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ */
export const dateHeader = (instant: string) =>
  `${weekday(instant)}, ${gregorianDate(instant)} | ${banglaDateOf(instant)}`;

const dayOfMonth = ({ day }: CivilDate, ordinal: boolean) => (ordinal ? ordinalDay(day) : digits(day));

function partOfDay(hour: number) {
  if (hour < 4 || hour >= 20) return 'রাত';
  if (hour < 6) return 'ভোর';
  if (hour < 12) return 'সকাল';
  if (hour < 15) return 'দুপুর';
  return hour < 18 ? 'বিকেল' : 'সন্ধ্যা';
}
