import { logFields } from '../../infra/edge/log-fields.ts';
import type { SlotCount } from '../../shared/ads/counts.ts';
import { countsOf, type Tally, tallyOf } from '../../shared/ads/tally.ts';
import { linesOf } from '../../shared/ads/tally-lines.ts';

export const chrome =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36';

/** All fields of CloudFront's standard logs, in their order. */
export const allFields = [
  ...['date', 'time', 'x-edge-location', 'sc-bytes', 'c-ip', 'cs-method', 'cs(Host)', 'cs-uri-stem'],
  ...['sc-status', 'cs(Referer)', 'cs(User-Agent)', 'cs-uri-query', 'cs(Cookie)', 'x-edge-result-type'],
  ...['x-edge-request-id', 'x-host-header', 'cs-protocol', 'cs-bytes', 'time-taken', 'x-forwarded-for'],
  ...['ssl-protocol', 'ssl-cipher', 'x-edge-response-result-type', 'cs-protocol-version', 'fle-status'],
  ...['fle-encrypted-fields', 'c-port', 'time-to-first-byte', 'x-edge-detailed-result-type'],
  ...['sc-content-type', 'sc-content-len', 'sc-range-start', 'sc-range-end'],
];

/** A request as a log tells it, by field; an impression of one line item by a person unless a test says otherwise. */
export type Entry = Record<string, string>;

let requests = 0;
export const anEntry = (differences: Entry = {}): Entry => ({
  date: '2026-11-24',
  time: '09:30:00',
  'x-edge-location': 'DAC50-P1',
  'cs-method': 'GET',
  'cs-uri-stem': '/ads/seen/ad_0123456789ab/text',
  'sc-status': '200',
  'cs(User-Agent)': chrome.replaceAll(' ', '%20'),
  'x-edge-result-type': 'Hit',
  'x-edge-request-id': `request-${++requests}`,
  ...differences,
});

/** A log as CloudFront writes it. */
export const aLog = (entries: readonly Entry[], fields: readonly string[] = logFields): string =>
  [
    '#Version: 1.0',
    `#Fields: ${fields.join(' ')}`,
    ...entries.map((entry) => fields.map((field) => entry[field] ?? '-').join('\t')),
    '',
  ].join('\n');

/** A text as it comes over the wire, cut at will. */
async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export const tallied = (log: string, pieces = 64): Promise<Tally> => tallyOf(linesOf(inPieces(log, pieces)));

/** What a log adds to line items that exist, with their own slots. */
export async function countedIn(
  log: string,
  slots: Record<string, string> = { ad_0123456789ab: 'side' },
): Promise<SlotCount[]> {
  return countsOf(await tallied(log), new Map(Object.entries(slots)));
}
