import type { Booking, LineItem } from '../../../../shared/ads/line-item.ts';
import { slotNames, slots } from '../../../../shared/ads/slots.ts';
import { sections } from '../../../../shared/newsroom.ts';
import { instantOf, localOf } from '../../article/local-time.ts';
import type { Values } from '../../parts/values.ts';

/** The days of a new booking, from the next midnight of the newsroom. */
const usualDays = 7;

/** A booking as a form has it; a new one runs for a week. */
export function valuesOf(item: LineItem | undefined, now = Date.now()): Values {
  const inDays = (days: number) =>
    `${localOf(new Date(now + days * 86_400_000).toISOString()).slice(0, 10)}T00:00`;
  const chosen = sections.map((section) => [
    `section-${section}`,
    item?.sections.includes(section) ? 'yes' : '',
  ]);
  return {
    advertiser: item?.advertiser ?? '',
    slot: item?.slot ?? slotNames[0],
    from: item ? localOf(item.flight.from) : inDays(1),
    until: item ? localOf(item.flight.until) : inDays(1 + usualDays),
    asset: item?.creative.asset ?? '',
    alt: item?.creative.alt ?? '',
    url: item?.creative.url ?? '',
    label: item?.creative.label ?? '',
    weight: String(item?.weight ?? 10),
    priority: item?.priority ?? 'standard',
    capViews: item?.cap ? String(item.cap.views) : '',
    capHours: item?.cap ? String(item.cap.hours) : '',
    impressions: item?.impressions === undefined ? '' : String(item.impressions),
    ...Object.fromEntries(chosen),
  };
}

/** What the API is sent for a form. */
export function bookingOf(values: Values): Booking {
  const said = (name: string) => (values[name] ?? '').trim();
  const isCapped = said('capViews') !== '' || said('capHours') !== '';
  return {
    advertiser: said('advertiser'),
    slot: slotNames.find((slot) => slot === said('slot')) ?? slotNames[0],
    flight: { from: instantOf(said('from')), until: instantOf(said('until')) },
    creative: {
      asset: said('asset'),
      alt: said('alt'),
      url: said('url'),
      ...(said('label') === '' ? {} : { label: said('label') }),
    },
    weight: Number(said('weight')),
    priority: said('priority') as Booking['priority'],
    sections: sections.filter((section) => said(`section-${section}`) !== ''),
    ...(isCapped ? { cap: { views: Number(said('capViews')), hours: Number(said('capHours')) } } : {}),
    ...(said('impressions') === '' ? {} : { impressions: Number(said('impressions')) }),
  };
}

/** The sizes that a slot takes, as an ad manager says them. */
export const sizesOf = (slot: string): readonly string[] =>
  Object.entries(slots).find(([name]) => name === slot)?.[1].sizes ?? [];

/** What a slot is called; its name, if it is no longer sold. */
export const slotCalled = (slot: string): string =>
  Object.entries(slots).find(([name]) => name === slot)?.[1].called ?? slot;
