import { instant } from '../../../shared/instant.ts';
import { newsroom } from '../../../shared/newsroom.ts';
import { UsageError } from '../usage-error.ts';

const { timeZone } = newsroom;

const local = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
  timeZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant in the newsroom's time zone, as `2026-11-25 18:00`: the form that options take, too. */
export function localTime(iso: string): string {
  const parts = local.formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** Parses ISO 8601 with a zone, or a date and time in the newsroom's time zone, also in Bengali digits. Answers UTC. */
export function instantOf(given: string): string {
  const text = latin(given.trim());
  const wall = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/.exec(text);
  const iso = wall ? utcOf(`${wall[1]} ${wall[2]}`) : instant.safeParse(text).data;
  if (iso === undefined)
    throw new UsageError(
      `"${given}" is no instant. Give 2026-11-25 18:00 (${timeZone}), or with a zone: 2026-11-25T18:00:00+06:00`,
    );
  return iso;
}

/** An instant that has not passed yet. */
export function futureInstantOf(given: string, now = Date.now()): string {
  const iso = instantOf(given);
  if (Date.parse(iso) <= now) throw new UsageError(`${localTime(iso)} (${timeZone}) has passed`);
  return iso;
}

/** A text with its digits as ASCII has them. */
export const latin = (text: string) =>
  text.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6));

/** A local date and time in UTC, unless there is no such date or the clocks skip it. */
function utcOf(wall: string): string | undefined {
  const asUtc = Date.parse(`${wall.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offset = Date.parse(`${localTime(new Date(asUtc).toISOString()).replace(' ', 'T')}:00Z`) - asUtc;
  const iso = new Date(asUtc - offset).toISOString();
  return localTime(iso) === wall ? iso : undefined;
}
