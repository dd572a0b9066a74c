import { frameOrigins } from '../../shared/articles/embed-at.ts';

const always = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * What a stage changes of every response's headers: for how long browsers refuse plain HTTP, and that no search engine
 * lists what a trial shows. A line of robots.txt would not do: engines list addresses that they may not read.
 */
export const headersOfStage = ({ purpose, hsts }: HeadersStage): Record<string, string> => ({
  'strict-transport-security': `max-age=${hsts.days * 86_400}${hsts.subdomains ? '; includeSubDomains' : ''}`,
  ...(purpose === 'trial' ? { 'x-robots-tag': 'noindex, nofollow' } : {}),
});

type HeadersStage = { purpose: 'trial' | 'production'; hsts: { days: number; subdomains: boolean } };

/**
 * The headers of every page, sent by CloudFront's response headers policy and by the embedded front alike. Of others, pages
 * load nothing but frames of the providers of embeds, which a reader asks for.
 */
export const securityHeaders = {
  'content-security-policy': `default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; frame-src ${["'self'", ...frameOrigins()].join(' ')}; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
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

/**
 * The headers of copy in work as its page will look: pages of ours, and the desk in a frame, may show it. Its pictures come from
 * where `files` are before readers get them; its address, which has a token, is told to nobody.
 */
export const previewHeaders = (files: string): Record<string, string> => ({
  ...securityHeaders,
  'content-security-policy': securityHeaders['content-security-policy']
    .replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    .replace("img-src 'self'", `img-src 'self' ${files}`),
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'no-referrer',
});

/**
 * The headers of the web desk, which acts with the rights of whoever signed in: no script but its own files, no text that
 * becomes markup but for what is pasted, which is read in a document that no window shows; no frame around it. `files` is where uploads are sent and seen before readers get them; `userPool` where its
 * sign-in is, if that is another origin.
 */
export const deskHeaders = (files: string, userPool = ''): Record<string, string> => ({
  ...securityHeaders,
  'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob: ${files}; connect-src ${`'self' ${files} ${userPool}`.trim()}; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
});

/** What is part of a deploy under the API's path: its contract, and the page that shows it. */
export const apiFiles = ['/api/docs', '/api/openapi.json'];

/**
 * Paths of files, as CloudFront matches them, whose address is already the name of their object: no function reads a request for
 * them. What a deploy brings has no metadata either, so that no function reads its answer. Each run is paid for, and a view asks
 * for more files than pages.
 */
export const deployedPaths = '/assets/*';
export const filePaths = ['/media/*', '/share/*', '/ads/slots.json'];

/** Paths of HTML of others. */
export const framePaths = '/frames/*';

/** Paths of the web desk, and of the API's one page that it shows in a frame, as CloudFront matches them. */
export const deskPaths = '/desk/*';
export const previewPaths = '/api/articles/*/preview';

/** The headers that a path is served with, by the first pattern that it fits. */
const byPath: readonly (readonly [RegExp, (files: string) => Record<string, string>])[] = [
  [/^\/frames\//, () => frameHeaders],
  [/^\/desk\//, deskHeaders],
  [/^\/api\/articles\/.*\/preview$/, previewHeaders],
];

export const headersFor = (path: string, files: string): Record<string, string> =>
  byPath.find(([pattern]) => pattern.test(path))?.[1](files) ?? securityHeaders;

/** Which edge functions run for a path: those of both ways, that of the answer alone, or none. */
export function functionsFor(path: string): 'both' | 'response' | 'none' {
  const fits = (pattern: string) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
  if (fits(deployedPaths)) return 'none';
  return filePaths.some(fits) ? 'response' : 'both';
}
