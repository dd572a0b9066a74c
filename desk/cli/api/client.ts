import { randomUUID } from 'node:crypto';
import { bodyOf } from './body-of.ts';
import { send } from './send.ts';

/** The version of an article or a redirect that was read, or `*` for any; a write sends it in `If-Match`. */
export type Version = number | '*';

export type Api = {
  url: string;
  /** The access token, if someone is signed in. It is never printed. */
  token: string | undefined;
  get: <T>(path: string, query?: Record<string, string | undefined>) => Promise<T>;
  post: <T>(path: string, body: object, version?: Version) => Promise<T>;
  /** Without a version if there is nothing to replace. */
  put: <T>(path: string, body: object, version?: Version) => Promise<T>;
  delete: <T>(path: string) => Promise<T>;
};

type Headers = Record<string, string>;
type Access = { url: string; token: string | undefined; retryDelays?: readonly number[] };

/**
 * A client of the HTTP API. Each write has an idempotency key, so that it can be sent again when the network fails or
 * the API is busy. Throws `Refused` or `Unreachable`.
 */
export function apiClient({ url, token, retryDelays = [500, 2_000] }: Access): Api {
  const authorization: Headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const request = async <T>(
    path: string,
    method: string,
    headers: Headers = {},
    body?: object,
  ): Promise<T> => {
    const init: RequestInit = {
      method,
      redirect: 'manual',
      headers: { accept: 'application/json', ...authorization, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return bodyOf(await send(url + path, init, retryDelays), url) as T;
  };
  const write =
    (method: 'POST' | 'PUT') =>
    <T>(path: string, body: object, version?: Version) =>
      request<T>(path, method, writeHeaders(version), body);
  return {
    url,
    token,
    get: (path, query = {}) => request(path + queryOf(query), 'GET'),
    post: write('POST'),
    put: write('PUT'),
    delete: (path) => request(path, 'DELETE'),
  };
}

const writeHeaders = (version: Version | undefined): Headers => ({
  'content-type': 'application/json',
  'idempotency-key': randomUUID(),
  ...(version === undefined ? {} : { 'if-match': version === '*' ? version : `"${version}"` }),
});

function queryOf(query: Record<string, string | undefined>) {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
