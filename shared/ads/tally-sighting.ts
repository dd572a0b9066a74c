import { lineItemId } from '../id-forms.ts';
import { isBot } from './bots.ts';
import type { Count } from './counts.ts';
import { type SlotName, slotNames } from './slots.ts';
import { decoded, type Logged } from './tally-line.ts';

export type Sighting = {
  lineItemId: string;
  day: string;
  /** Undefined when the request names no slot that is sold; it then counts for the line item's own slot. */
  slot: SlotName | undefined;
  what: keyof Count;
};

/** What a request counts as: an impression, a click, or a machine's request. Undefined for all other requests. */
export function sightingOf({ day, method, path, status, userAgent }: Logged): Sighting | undefined {
  // The edge ignores a slash at the end; the log has it as it was sent.
  const [, counted = '', id = '', named] =
    (method === 'GET' && /^(\/ads\/seen|\/go)\/([^/]+)\/([^/]+)\/*$/.exec(path)) || [];
  const what = whatOf(counted, status);
  if (!what || !lineItemId.test(id)) return undefined;
  const slot = slotNames.find((name) => name === named);
  // The CDN sometimes encodes user agents twice.
  const isMachine = isBot(decoded(decoded(userAgent)));
  return { lineItemId: id, day, slot, what: isMachine ? 'bots' : what };
}

function whatOf(counted: string, status: string): 'impressions' | 'clicks' | undefined {
  if (counted === '/ads/seen') return status === '200' ? 'impressions' : undefined;
  return counted === '/go' && status === '302' ? 'clicks' : undefined;
}
