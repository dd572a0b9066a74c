import { instant } from '../../shared/instant.ts';
import { newsroom } from '../../shared/newsroom.ts';
import { Mistake } from './mistake.ts';

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

/** An instant as the newsroom's clocks show it: `2026-11-25 18:00`, the form in which one is given, too. */
export function shownAt(iso: string): string {
  const parts = local.formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/**
 * An instant as people give it, in ISO 8601 UTC: with a zone as ISO says it, or the date and time on the newsroom's
 * clocks, in Bengali digits as well.
 */
export function instantOf(given: string): string {
  const text = latin(given.trim());
  const wall = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/.exec(text);
  const iso = wall ? onClocks(`${wall[1]} ${wall[2]}`) : instant.safeParse(text).data;
  if (iso === undefined)
    throw new Mistake(
      `"${given}" is no instant. Give 2026-11-25 18:00 (${timeZone}), or with a zone: 2026-11-25T18:00:00+06:00`,
    );
  return iso;
}

/** An instant that is still to come. */
export function laterOf(given: string, now = Date.now()): string {
  const iso = instantOf(given);
  if (Date.parse(iso) <= now) throw new Mistake(`${shownAt(iso)} (${timeZone}) has passed`);
  return iso;
}

const latin = (text: string) => text.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6));

/** The instant at which the newsroom's clocks show this, if they ever do. */
function onClocks(wall: string): string | undefined {
  const asUtc = Date.parse(`${wall.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offset = Date.parse(`${shownAt(new Date(asUtc).toISOString()).replace(' ', 'T')}:00Z`) - asUtc;
  const iso = new Date(asUtc - offset).toISOString();
  return shownAt(iso) === wall ? iso : undefined;
}
