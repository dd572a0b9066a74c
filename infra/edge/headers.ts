const always = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/** The headers of every page, sent by CloudFront's response headers policy and by the embedded front alike. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ...always,
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Browser features that are denied to HTML of others, by their names in Permissions-Policy. */
const features =
  'accelerometer autoplay browsing-topics camera clipboard-read clipboard-write compute-pressure display-capture encrypted-media fullscreen gamepad geolocation gyroscope hid idle-detection join-ad-interest-group local-fonts magnetometer microphone midi otp-credentials payment picture-in-picture publickey-credentials-create publickey-credentials-get run-ad-auction screen-wake-lock serial shared-storage storage-access sync-xhr usb window-management xr-spatial-tracking';

/**
 * The headers of HTML of others: a sandbox without an origin, network or navigation, however it is opened. Its scripts
 * may only change what it shows.
 */
export const frameHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts",
  ...always,
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
  'permissions-policy': features.replace(/\S+/g, '$&=()').replaceAll(' ', ', '),
  'cross-origin-resource-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
} as const;

/** What is part of a deploy under the API's path: its contract, and the page that shows it. */
export const apiFiles = ['/api/docs', '/api/openapi.json'];

/** Paths of HTML of others. */
export const framePaths = '/frames/*';

/** The headers that a path of the site is served with. */
export const headersFor = (path: string): Record<string, string> =>
  path.startsWith(framePaths.slice(0, -1)) ? frameHeaders : securityHeaders;
