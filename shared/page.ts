/** How long pages are cached. A new page needs no invalidation: no older one can be cached. */
export const cacheControl = {
  /**
   * Fronts, feeds, today's lists: at most half a minute behind, at any traffic (5 s fresh, 25 s served stale while the
   * CDN fetches).
   */
  front: 'public, max-age=0, s-maxage=5, stale-while-revalidate=25, stale-if-error=86400',
  /** Articles: rarely change, and are invalidated by cache tag when they do. Browsers revalidate each time. */
  article: 'public, max-age=0, s-maxage=604800, stale-while-revalidate=60, stale-if-error=86400',
  /**
   * Lists of past days and months: invalidated when one of their articles is changed or withdrawn. One that joins them late
   * is there within the hour.
   */
  archive: 'public, max-age=0, s-maxage=3600, stale-while-revalidate=60, stale-if-error=86400',
  /**
   * What is read most: minutes old as its figures are, and invalidated when one of its articles is changed or withdrawn. A
   * browser asks once a minute at most, however many pages are read in it.
   */
  mostRead: 'public, max-age=60, s-maxage=300, stale-while-revalidate=60, stale-if-error=86400',
  /** Assets with a hash in the name: never change. */
  asset: 'public, max-age=31536000, immutable',
  /**
   * Uploaded files: they never change, but may be withdrawn. The CDN is told then; a browser asks again within a day.
   */
  upload: 'public, max-age=86400, s-maxage=31536000',
  /** Pages that are part of a deploy. */
  fixed: 'public, max-age=300, s-maxage=3600, stale-if-error=86400',
} as const;

export type CacheClass = keyof typeof cacheControl;

/** A page as it is stored in the site bucket; of a picture that is made as pages are, its bytes. */
export type Page<Body extends string | Uint8Array = string> = {
  body: Body;
  contentType: string;
  cacheControl: string;
  /** The revision of the article it shows; 0 for all other pages. */
  revision: number;
  /** Cache tags, by which the CDN invalidates the page: ids of what it shows. */
  tags: string[];
  /** The HTTP status it is served with, if it is not 200: 410 for an article that is gone, 404 for an unpublished one. */
  status?: number | undefined;
  /** The versions of the redirects it is made of, `1.3`: it gives way to any page. */
  redirect?: string | undefined;
  /** Where readers find the page, percent-encoded, if not at its key: who asks for the key is led there. */
  address?: string | undefined;
  /** The target of a redirect, percent-encoded. */
  location?: string | undefined;
};

/** The cache tag of every page that the CDN keeps for half a minute: after a withdrawal all of them are invalidated. */
export const frontTag = 'front';

const types = {
  html: 'text/html; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  data: 'application/json',
  manifest: 'application/manifest+json',
  xml: 'application/xml; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  jpeg: 'image/jpeg',
} as const;

export const page = <Body extends string | Uint8Array = string>(
  body: Body,
  cache: CacheClass,
  {
    type = 'html',
    revision = 0,
    tags = [],
    status,
    address,
  }: {
    type?: keyof typeof types;
    revision?: number;
    tags?: string[];
    status?: number;
    address?: string | undefined;
  } = {},
): Page<Body> => ({
  body,
  contentType: types[type],
  cacheControl: cacheControl[cache],
  revision,
  tags: cache === 'front' ? [frontTag, ...tags] : tags,
  status,
  address,
});

/**
 * A permanent redirect (301) to another path of this site. Its versions are part of its body, so that no two of them have
 * the same ETag.
 */
export function redirectTo(path: string, redirect: string): Page {
  const location = path.split('/').map(encodeURIComponent).join('/');
  const body = `<!DOCTYPE html><title>301</title><a href="${location}">${location}</a><!-- ${redirect} -->\n`;
  return { ...page(body, 'front', { status: 301 }), redirect, location };
}

/** The bucket key of a path of the site: `/` is `index.html`, every other path is its key. */
export const keyOf = (path: string) => (path === '/' ? 'index.html' : path.slice(1));
