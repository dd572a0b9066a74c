/**
 * The fields of the CDN's access log, in this order, in AWS and on the embedded front: what counting and operating the
 * site need, and nothing that identifies a reader (no IP address, cookie or referrer) or has a secret: queries carry the
 * tokens of previews, reports and the button that ends a subscription.
 */
export const logFields = [
  'date',
  'time',
  'x-edge-location',
  'cs-method',
  'cs-uri-stem',
  'sc-status',
  'cs(User-Agent)',
  'x-edge-result-type',
  'x-edge-request-id',
] as const;

export type LogField = (typeof logFields)[number];
