import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { Aws, Clock, StoredObject } from 'embedded-aws';
import { functionsFor, headersFor } from '../edge/headers.ts';
import type { Request, Response } from './http.ts';
import { siteBucket } from './resources.ts';

/** A cached object: when it was fetched, and for how long it may be used (milliseconds). */
type CachedObject = {
  object: StoredObject;
  fetchedAt: number;
  fresh: number;
  stale: number;
  onError: number;
  /** Its status and headers after the edge function, by what was asked for. */
  edge: Map<string, Answered>;
};

type Answered = { status: number; headers: Record<string, string> };

export type Front = {
  answer: (request: Request) => Promise<Response>;
  /** The cached copies that a reader may still get, also those only while the bucket cannot be read, by key. */
  copies: () => Map<string, Buffer>;
};

type EdgeHeaders = Record<string, { value: string }>;
type EdgeEvent = { request: { method: string; uri: string; querystring: object; headers: EdgeHeaders } };

/** A request as the edge function passes it on: its path, and whether it came there by a name. */
type Passed = Pick<EdgeEvent['request'], 'uri' | 'headers'>;

const edge = (name: string) =>
  runInNewContext(`${readFileSync(new URL(`../edge/${name}.js`, import.meta.url), 'utf8')}; handler`, {
    require: (module: string) => (module === 'crypto' ? crypto : undefined),
  });

/** The code that CloudFront runs on each request for a page, and on each response from the bucket. */
const viewerRequest = edge('viewer-request') as (event: EdgeEvent) => EdgeEvent['request'] | EdgeResponse;
const viewerResponse = edge('viewer-response') as (event: {
  request: Passed;
  response: EdgeResponse;
}) => EdgeResponse;

type EdgeResponse = { statusCode: number; headers: EdgeHeaders };

/** The key of the not-found page, which is part of every deploy. */
const notFoundKey = 'not-found';

/**
 * The CDN in front of the site bucket: honours `Cache-Control` with `s-maxage`, `stale-while-revalidate` and
 * `stale-if-error`, answers conditional requests, removes what is invalidated, and reports cache hits in `X-Cache`, as
 * CloudFront does. Errors are not cached.
 */
export function front({ s3, cloudfront, url }: Pick<Aws, 's3' | 'cloudfront' | 'url'>, clock: Clock): Front {
  const cache = new Map<string, CachedObject>();
  cloudfront.onInvalidation((items) => {
    for (const [key, cached] of cache) if (items.some((item) => names(item, key, cached))) cache.delete(key);
  });

  const fetchObject = (key: string): CachedObject | undefined => {
    const object = s3.read(siteBucket, key);
    if (!object) {
      cache.delete(key);
      return undefined;
    }
    const life = lifeOf(object.headers['cache-control'] ?? '');
    const cached = { object, fetchedAt: clock.now(), ...life, edge: new Map() };
    cache.set(key, cached);
    return cached;
  };

  /** The bucket's object, or the stale cached one when the bucket cannot be read. */
  const fetchOr = (key: string, standIn: CachedObject | undefined): CachedObject | undefined => {
    try {
      return fetchObject(key);
    } catch (error) {
      if (standIn) return standIn;
      throw error;
    }
  };

  const find = (key: string): { cached: CachedObject | undefined; from: string } => {
    const cached = cache.get(key);
    const age = cached ? clock.now() - cached.fetchedAt : 0;
    if (cached && age <= cached.fresh) return { cached, from: 'Hit from cloudfront' };
    if (cached && age <= cached.fresh + cached.stale) {
      setImmediate(() => attempt(() => fetchObject(key)));
      return { cached, from: 'Hit from cloudfront' };
    }
    const fetched = fetchOr(key, cached && age <= cached.fresh + cached.onError ? cached : undefined);
    if (fetched && fetched === cached) return { cached, from: 'Hit from cloudfront' };
    const isSame = cached && fetched && cached.object.etag === fetched.object.etag;
    return { cached: fetched, from: isSame ? 'RefreshHit from cloudfront' : 'Miss from cloudfront' };
  };

  const answer = (request: Request): Response => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(405, 'Pages are read-only: use GET\n', { allow: 'GET, HEAD' });
    const at = atTheEdge(request);
    if (!('uri' in at)) return madeAtTheEdge(at);
    const key = keyOf(at.uri);
    const found = attempt(() => find(key));
    if (!found) return plain(503, 'The site cannot be read at the moment\n', { 'cache-control': 'no-store' });
    const { cached, from } = found;
    if (cached) return page(cached, request, at, from, clock);
    const notFound = s3.read(siteBucket, notFoundKey);
    const body = notFound?.body ?? Buffer.from('Not found\n');
    return {
      status: 404,
      headers: { ...headersOf(notFound), 'cache-control': 'no-store', 'x-cache': 'Error from cloudfront' },
      body,
    };
  };

  return {
    answer: async (request) => {
      const response = answer(request);
      // The CDN chooses headers by the path as it was sent: not decoded, and before its function runs.
      return { ...response, headers: { ...response.headers, ...headersFor(request.path, url) } };
    },
    copies: () =>
      new Map(
        [...cache]
          .filter(([, { fetchedAt, fresh, stale, onError }]) => {
            return clock.now() - fetchedAt <= fresh + Math.max(stale, onError);
          })
          .map(([key, { object }]) => [key, object.body]),
      ),
  };
}

/** The key of a path. The bucket refuses one that is no percent-encoded text; here there is no such key. */
function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri.slice(1));
  } catch {
    return '';
  }
}

/** What the edge function answered itself. */
const madeAtTheEdge = ({ statusCode, headers }: EdgeResponse): Response => ({
  status: statusCode,
  headers: {
    ...Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value])),
    'x-cache': 'FunctionGeneratedResponse from cloudfront',
  },
  body: Buffer.alloc(0),
});

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    console.error(`front: ${(error as Error).message}`);
    return undefined;
  }
}

/** Paths after the edge function, by what it looks at: the path, and the headers on where a request comes from. */
const edgePaths = new Map<string, Passed>();
const mostPaths = 10_000;

/** The most ways to ask for one copy that are kept: the words after an article's id can be any. */
const mostAnswers = 50;

/** A request after the edge function, with the headers that it added; what that function answers itself, if it does. */
function atTheEdge({ method, path, query, headers }: Request): Passed | EdgeResponse {
  if (functionsFor(path) !== 'both') return { uri: path, headers: {} };
  const name = `${headers['sec-fetch-dest']} ${headers['sec-fetch-site']} ${path} ${query}`;
  const known = edgePaths.get(name);
  if (known !== undefined) return known;
  const querystring = Object.fromEntries(
    [...new URLSearchParams(query)].map(([name, value]) => [name, { value }]),
  );
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));
  const made = viewerRequest({ request: { method, uri: path, querystring, headers: given } });
  if (!('uri' in made)) return made;
  const added = Object.entries(made.headers).filter(([name]) => !(name in headers));
  const passed = { uri: made.uri, headers: Object.fromEntries(added) };
  if (edgePaths.size >= mostPaths) edgePaths.clear();
  if (name.length < 500) edgePaths.set(name, passed);
  return passed;
}

/** The path of a request that the edge function passes on. */
export function pathAtTheEdge(request: Request): string {
  const at = atTheEdge(request);
  return 'uri' in at ? at.uri : request.path;
}

/** Whether an invalidation's item names a cached object: by its path, a prefix before `*`, or one of its cache tags. */
function names(item: string, key: string, { object }: CachedObject): boolean {
  if (item.startsWith('#')) {
    const tags = (object.metadata['cache-tag'] ?? '').split(',').map((tag) => `#${tag.trim().toLowerCase()}`);
    return tags.slice(0, 50).includes(item.toLowerCase());
  }
  const path = `/${key}`;
  const wanted = decodeURI(item);
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}

function page(cached: CachedObject, { headers }: Request, at: Passed, from: string, clock: Clock): Response {
  const { object, fetchedAt } = cached;
  const edge = answered(cached, at);
  const etag = `"${object.etag}"`;
  const asked = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  const isSame = asked?.includes(etag) || asked?.includes('*');
  return {
    status: isSame ? 304 : edge.status,
    headers: {
      ...edge.headers,
      etag,
      date: new Date(fetchedAt).toUTCString(),
      'last-modified': new Date(object.lastModified).toUTCString(),
      age: String(Math.max(0, Math.floor((clock.now() - fetchedAt) / 1000))),
      'x-cache': from,
    },
    body: isSame ? Buffer.alloc(0) : object.body,
  };
}

/**
 * An object's status and headers after the edge function, which gets its metadata as headers, as CloudFront's does. It
 * runs once for each copy and what it was asked by: what else differs between answers (age, date, a hit or a miss) is
 * nothing that it looks at.
 */
function answered({ object, edge }: CachedObject, request: Passed): Answered {
  const asked = JSON.stringify(request);
  const known = edge.get(asked);
  if (known) return known;
  const named = [
    ...Object.entries(headersOf(object)),
    ...Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
  ];
  const given = Object.fromEntries(named.map(([name, value]) => [name, { value: String(value) }]));
  const response: EdgeResponse = { statusCode: 200, headers: given };
  const left = functionsFor(request.uri) === 'none' ? response : viewerResponse({ request, response });
  const answer = {
    status: left.statusCode,
    headers: Object.fromEntries(Object.entries(left.headers).map(([name, { value }]) => [name, value])),
  };
  if (edge.size >= mostAnswers) edge.clear();
  edge.set(asked, answer);
  return answer;
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

/**
 * How long a response may be cached by its `Cache-Control`: fresh, stale while it is fetched again, and stale on
 * errors.
 */
function lifeOf(control: string): Pick<CachedObject, 'fresh' | 'stale' | 'onError'> {
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
