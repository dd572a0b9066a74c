import { startOfDay, wallClock } from '../../../shared/bangla/dates.ts';

const two = (number: number) => String(number).padStart(2, '0');

/** An instant as a field for a date and a time has it, in the newsroom's time: `2026-11-28T06:30`. */
export function localOf(instant: string): string {
  const { year, month, day, hour, minute } = wallClock(instant);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The instant that the field means, in the newsroom's time. */
export function instantOf(local: string): string {
  const [day = '', time = ''] = local.split('T');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return new Date(Date.parse(startOfDay(day)) + (hour * 60 + minute) * 60_000).toISOString();
}
