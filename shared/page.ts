/** How long copies of a page live. A fresh page needs no invalidation: nobody can hold an older copy. */
export const cacheControl = {
  /** Fronts, feeds, today's lists: never more than half a minute behind, at any traffic (5 s fresh, 25 s while fetching). */
  front: 'public, max-age=0, s-maxage=5, stale-while-revalidate=25, stale-if-error=86400',
  /** Articles: rarely change, and are invalidated by tag when they do. A browser asks again each time. */
  article: 'public, max-age=0, s-maxage=604800, stale-while-revalidate=60, stale-if-error=86400',
  /** Lists of days and months that are over: they change only when an old article does, and are invalidated then. */
  archive: 'public, max-age=0, s-maxage=3600, stale-while-revalidate=60, stale-if-error=86400',
  /** Assets with a hash in the name never change. */
  asset: 'public, max-age=31536000, immutable',
  /** Pages that are part of a deploy. */
  fixed: 'public, max-age=300, s-maxage=3600, stale-if-error=86400',
  /** What is asked for to be counted: always from the CDN's copy, never from a browser's. */
  counted: 'public, max-age=0, s-maxage=604800, stale-if-error=86400',
} as const;

export type CacheClass = keyof typeof cacheControl;

/** A page as it lies in the bucket. */
export type Page = {
  body: string;
  contentType: string;
  cacheControl: string;
  /** What readers of it have seen; 0 for pages made of many articles. */
  revision: number;
  /** Cache tags: ids of what it shows, by which the CDN invalidates its copies. */
  tags: string[];
  /** The status it is served with, when it is not 200: 410 for what was withdrawn. */
  status?: number | undefined;
  /** Where it leads, percent-encoded, when it is a redirect. */
  location?: string | undefined;
};

const types = {
  html: 'text/html; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  data: 'application/json',
  xml: 'application/xml; charset=utf-8',
  text: 'text/plain; charset=utf-8',
} as const;

export const page = (
  body: string,
  cache: CacheClass,
  {
    type = 'html',
    revision = 0,
    tags = [],
    status,
  }: { type?: keyof typeof types; revision?: number; tags?: string[]; status?: number } = {},
): Page => ({ body, contentType: types[type], cacheControl: cacheControl[cache], revision, tags, status });

/** An address that leads to another of this site, for good. */
export function redirectTo(path: string, revision: number): Page {
  const location = encodeURI(path);
  const body = `<!DOCTYPE html><title>301</title><a href="${location}">${location}</a>\n`;
  return { ...page(body, 'front', { revision, status: 301 }), location };
}

/** The bucket key of a path of the site: `/` is `index.html`, every other path is its key. */
export const keyOf = (path: string) => (path === '/' ? 'index.html' : path.slice(1));
