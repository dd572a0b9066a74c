import { computed, effect, signal } from '@preact/signals';
import { gregorianDate, moment, timeOfDay, weekday } from '../../../shared/bangla/dates.ts';
import { digits, grouped } from '../../../shared/bangla/digits.ts';
import { newsroom } from '../../../shared/newsroom.ts';
import type { Told } from '../api/request.ts';
import type { Words } from './catalogue.ts';
import { bn } from './words.bn.ts';

export type Language = 'bn' | 'en';

const kept = 'khobor.language';

export const language = signal<Language>('bn');
const english = signal<Words | undefined>();
export const words = computed<Words>(() => (language.value === 'en' && english.value) || bn);

/** The language that was chosen on this device. */
export const chosenLanguage = (): Language => (localStorage.getItem(kept) === 'en' ? 'en' : 'bn');

/** Speaks a language from now on, and on this device the next time. English is loaded for those who choose it. */
export async function speak(one: Language): Promise<void> {
  if (one === 'en') english.value ??= (await import('./words.en.ts')).en;
  language.value = one;
  localStorage.setItem(kept, one);
}

effect(() => {
  document.documentElement.lang = language.value;
});

const inEnglish = { timeZone: newsroom.timeZone, hourCycle: 'h23' } as const;
const englishMoment = new Intl.DateTimeFormat('en-GB', {
  ...inEnglish,
  dateStyle: 'medium',
  timeStyle: 'short',
});
const englishTime = new Intl.DateTimeFormat('en-GB', { ...inEnglish, timeStyle: 'short' });

/** An instant in the newsroom's time, in full and by the clock alone. */
export const momentOf = (instant: string) =>
  language.value === 'bn' ? moment(instant) : englishMoment.format(new Date(instant));
export const timeOf = (instant: string) =>
  language.value === 'bn' ? timeOfDay(instant) : englishTime.format(new Date(instant));

const englishDay = new Intl.DateTimeFormat('en-GB', { timeZone: newsroom.timeZone, dateStyle: 'full' });
const englishDate = new Intl.DateTimeFormat('en-GB', { timeZone: newsroom.timeZone, dateStyle: 'medium' });

/** The newsroom's day of an instant, with its weekday and without. */
export const dayOfWeekOf = (instant: string) =>
  language.value === 'bn'
    ? `${weekday(instant)}, ${gregorianDate(instant)}`
    : englishDay.format(new Date(instant));
export const dateOf = (instant: string) =>
  language.value === 'bn' ? gregorianDate(instant) : englishDate.format(new Date(instant));

/** A number, or a text with digits, in the digits of the desk's language. */
export function numberOf(value: number | string): string {
  if (language.value !== 'bn') return typeof value === 'number' ? value.toLocaleString('en-GB') : value;
  return typeof value === 'number' ? grouped(value) : digits(value);
}

/** What a problem says, in the language of the desk where the API knows it. */
export function told({ titleBn, detailBn, title, detail }: Told): string {
  return (language.value === 'bn' ? (detailBn ?? titleBn) : undefined) ?? detail ?? title ?? '';
}
