import { lineItemId } from '../ids.ts';
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
export function sightingOf({ day, method, path, status, query, userAgent }: Logged): Sighting | undefined {
  const what = method === 'GET' ? whatOf(path, status) : undefined;
  if (!what) return undefined;
  const asked = new URLSearchParams(decoded(query));
  const id = (what === 'clicks' ? clickedIn(path) : asked.get('i')) ?? '';
  if (!lineItemId.test(id)) return undefined;
  const slot = slotNames.find((name) => name === asked.get('s'));
  // The CDN sometimes encodes user agents twice.
  const isMachine = isBot(decoded(decoded(userAgent)));
  return { lineItemId: id, day, slot, what: isMachine ? 'bots' : what };
}

// The edge ignores a slash at the end; the log has it as it was sent.
const impressionPath = /^\/ads\/seen\/*$/;
const clickedIn = (path: string) => /^\/go\/([^/]+)\/*$/.exec(path)?.[1];

function whatOf(path: string, status: string): 'impressions' | 'clicks' | undefined {
  if (impressionPath.test(path)) return status === '200' ? 'impressions' : undefined;
  return path.startsWith('/go/') && status === '302' ? 'clicks' : undefined;
}
