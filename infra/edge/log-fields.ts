/**
 * What the CDN logs of each request, in this order, in the cloud and on the embedded front: what counting and operating
 * the site need, and nothing that names a reader. No address, no cookie, no referrer.
 */
export const logFields = [
  'date',
  'time',
  'x-edge-location',
  'cs-method',
  'cs-uri-stem',
  'sc-status',
  'cs(User-Agent)',
  'cs-uri-query',
  'x-edge-result-type',
  'x-edge-request-id',
] as const;

export type LogField = (typeof logFields)[number];
