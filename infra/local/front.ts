import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { Aws, Clock, StoredObject } from 'embedded-aws';
import { headersFor } from '../edge/headers.ts';
import type { Request, Response } from './http.ts';
import { siteBucket } from './resources.ts';

/** A copy of a page in the cache: the object, when it was fetched, and for how long it may be used (milliseconds). */
type Copy = { object: StoredObject; fetchedAt: number; fresh: number; stale: number; onError: number };

type EdgeHeaders = Record<string, { value: string }>;
type EdgeEvent = { request: { method: string; uri: string; querystring: object; headers: EdgeHeaders } };

const edge = (name: string) =>
  runInNewContext(`${readFileSync(new URL(`../edge/${name}.js`, import.meta.url), 'utf8')}; handler`);

/** The code that CloudFront runs on each request for a page, and on each answer from the bucket. */
const viewerRequest = edge('viewer-request') as (event: EdgeEvent) => EdgeEvent['request'];
const viewerResponse = edge('viewer-response') as (event: { response: EdgeResponse }) => EdgeResponse;

type EdgeResponse = { statusCode: number; headers: EdgeHeaders };

/** The page for what is not there; part of every deploy. */
const notFoundKey = 'not-found';

/**
 * The CDN before the site's bucket: honours `Cache-Control` with `s-maxage`, `stale-while-revalidate` and
 * `stale-if-error`, answers conditional requests, forgets what an invalidation names, and says in `X-Cache` where a page
 * came from, as CloudFront does. Errors are not cached.
 */
export function front(
  { s3, cloudfront }: Pick<Aws, 's3' | 'cloudfront'>,
  clock: Clock,
): (request: Request) => Promise<Response> {
  const cache = new Map<string, Copy>();
  cloudfront.onInvalidation((items) => {
    for (const [key, copy] of cache) if (items.some((item) => means(item, key, copy))) cache.delete(key);
  });

  const fetchCopy = (key: string): Copy | undefined => {
    const object = s3.read(siteBucket, key);
    if (!object) {
      cache.delete(key);
      return undefined;
    }
    const copy = { object, fetchedAt: clock.now(), ...lifeOf(object.headers['cache-control'] ?? '') };
    cache.set(key, copy);
    return copy;
  };

  /** What the bucket has, or when it cannot be asked, the copy that may stand in for it. */
  const fetchOr = (key: string, standIn: Copy | undefined): Copy | undefined => {
    try {
      return fetchCopy(key);
    } catch (error) {
      if (standIn) return standIn;
      throw error;
    }
  };

  const find = (key: string): { copy: Copy | undefined; from: string } => {
    const copy = cache.get(key);
    const age = copy ? clock.now() - copy.fetchedAt : 0;
    if (copy && age <= copy.fresh) return { copy, from: 'Hit from cloudfront' };
    if (copy && age <= copy.fresh + copy.stale) {
      setImmediate(() => attempt(() => fetchCopy(key)));
      return { copy, from: 'Hit from cloudfront' };
    }
    const fetched = fetchOr(key, copy && age <= copy.fresh + copy.onError ? copy : undefined);
    if (fetched && fetched === copy) return { copy, from: 'Hit from cloudfront' };
    const isSame = copy && fetched && copy.object.etag === fetched.object.etag;
    return { copy: fetched, from: isSame ? 'RefreshHit from cloudfront' : 'Miss from cloudfront' };
  };

  const answer = (request: Request): Response => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(405, 'Pages are only read: use GET\n', { allow: 'GET, HEAD' });
    const key = keyOf(request);
    const found = attempt(() => find(key));
    if (!found) return plain(503, 'The site cannot be read at the moment\n', { 'cache-control': 'no-store' });
    const { copy, from } = found;
    if (copy) return page(copy, request, from, clock);
    const notFound = s3.read(siteBucket, notFoundKey);
    const body = notFound?.body ?? Buffer.from('Not found\n');
    return {
      status: 404,
      headers: { ...headersOf(notFound), 'cache-control': 'no-store', 'x-cache': 'Error from cloudfront' },
      body,
    };
  };

  return async (request) => {
    const response = answer(request);
    // The CDN chooses them by the path as it was sent: not decoded, and before its function sees it.
    return { ...response, headers: { ...response.headers, ...headersFor(request.path) } };
  };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    console.error(`front: ${(error as Error).message}`);
    return undefined;
  }
}

/** The path of a request as the code at the edge leaves it. */
export function pathAtTheEdge({ method, path, query, headers }: Request): string {
  const querystring = Object.fromEntries(new URLSearchParams(query));
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));
  return viewerRequest({ request: { method, uri: path, querystring, headers: given } }).uri;
}

function keyOf(request: Request): string {
  const uri = pathAtTheEdge(request);
  return uri === '/' ? 'index.html' : decodeURIComponent(uri.slice(1));
}

/** Whether an invalidation's item means a copy: its path, a beginning of it before `*`, or one of its tags. */
function means(item: string, key: string, { object }: Copy): boolean {
  if (item.startsWith('#')) {
    const tags = (object.metadata['cache-tag'] ?? '').split(',').map((tag) => `#${tag.trim().toLowerCase()}`);
    return tags.slice(0, 50).includes(item.toLowerCase());
  }
  const path = key === 'index.html' ? '/' : `/${key}`;
  const wanted = decodeURI(item);
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}

function page({ object, fetchedAt }: Copy, { headers }: Request, from: string, clock: Clock): Response {
  const own = {
    ...headersOf(object),
    etag: `"${object.etag}"`,
    date: new Date(fetchedAt).toUTCString(),
    'last-modified': new Date(object.lastModified).toUTCString(),
    age: String(Math.max(0, Math.floor((clock.now() - fetchedAt) / 1000))),
    'x-cache': from,
  };
  const asked = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  const isSame = asked?.includes(own.etag) || asked?.includes('*');
  return atTheEdge(
    { status: isSame ? 304 : 200, headers: own, body: isSame ? Buffer.alloc(0) : object.body },
    object,
  );
}

/** An answer as the code at the edge leaves it; that code sees the object's metadata as headers, as CloudFront's does. */
function atTheEdge({ status, headers, body }: Response, { metadata }: StoredObject): Response {
  const named = [
    ...Object.entries(headers),
    ...Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
  ];
  const given = Object.fromEntries(named.map(([name, value]) => [name, { value: String(value) }]));
  const left = viewerResponse({ response: { statusCode: status, headers: given } });
  return {
    status: left.statusCode,
    headers: Object.fromEntries(Object.entries(left.headers).map(([name, { value }]) => [name, value])),
    body,
  };
}

const headersOf = (object: StoredObject | undefined): Record<string, string> => ({
  'content-type': 'text/plain; charset=utf-8',
  ...object?.headers,
});

const plain = (status: number, text: string, headers: Record<string, string> = {}): Response => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: Buffer.from(text),
});

/** How long a shared cache may use a response, while it fetches the next too, or when it cannot, by its `Cache-Control`. */
function lifeOf(control: string): Pick<Copy, 'fresh' | 'stale' | 'onError'> {
  const seconds = (name: string) =>
    Number(new RegExp(`(?:^|[ ,])${name}=(\\d+)`).exec(control)?.[1] ?? Number.NaN);
  if (/no-store|private/.test(control)) return { fresh: -1, stale: 0, onError: 0 };
  const fresh = Number.isNaN(seconds('s-maxage')) ? seconds('max-age') : seconds('s-maxage');
  return {
    fresh: (fresh || 0) * 1000,
    stale: (seconds('stale-while-revalidate') || 0) * 1000,
    onError: (seconds('stale-if-error') || 0) * 1000,
  };
}
