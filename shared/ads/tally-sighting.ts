import { lineItemId } from '../ids.ts';
import { isBot } from './bots.ts';
import type { Count } from './counts.ts';
import { type SlotName, slotNames } from './slots.ts';
import { decoded, type Logged } from './tally-line.ts';

export type Sighting = {
  lineItemId: string;
  day: string;
  /** Undefined when the request names none that is sold: then it is the line item's own. */
  slot: SlotName | undefined;
  what: keyof Count;
};

/** What a request means to a line item: an impression, a click, or either by a machine. Undefined for all others. */
export function sightingOf({ day, method, path, status, query, userAgent }: Logged): Sighting | undefined {
  const what = method === 'GET' ? whatOf(path, status) : undefined;
  if (!what) return undefined;
  const asked = new URLSearchParams(decoded(query));
  const id = (what === 'clicks' ? clickedIn(path) : asked.get('i')) ?? '';
  if (!lineItemId.test(id)) return undefined;
  const slot = slotNames.find((name) => name === asked.get('s'));
  // The CDN has encoded user agents twice at times.
  const isMachine = isBot(decoded(decoded(userAgent)));
  return { lineItemId: id, day, slot, what: isMachine ? 'bots' : what };
}

// A slash at the end changes nothing at the edge; the log has it as it was sent.
const seen = /^\/ads\/seen\/*$/;
const clickedIn = (path: string) => /^\/go\/([^/]+)\/*$/.exec(path)?.[1];

function whatOf(path: string, status: string): 'impressions' | 'clicks' | undefined {
  if (seen.test(path)) return status === '200' ? 'impressions' : undefined;
  return path.startsWith('/go/') && status === '302' ? 'clicks' : undefined;
}
