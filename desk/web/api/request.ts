import type { ProblemCode } from '../../../shared/problem.ts';
import { endSession, goodTokens } from '../sign-in/session.ts';
import { SignInOver } from '../sign-in/user-pool.ts';
import { readOnly } from './read-only.ts';

export type Answer<T> = { body: T; etag: string | undefined; isUnchanged: boolean };

/** A problem as the API tells it; the gateway's own refusals have none of these fields. */
export type Told = {
  code?: ProblemCode | 'internal';
  title?: string;
  titleBn?: string;
  detail?: string;
  detailBn?: string;
  errors?: { pointer: string; detail: string; detailBn?: string }[];
  version?: number;
  readOnly?: { name: string; reason: string; since: string };
};

/** The API has answered, and done nothing. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly told: Told;

  constructor(status: number, told: Told) {
    super(told.detail ?? `answered ${status}`);
    this.status = status;
    this.told = told;
  }
}

/** Nobody knows whether it was done: no answer, or one that says to try again. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** Why, where the API has said it: what does not wait for the end of that has to be tried again by hand. */
  told?: Told;
}

/** `token`: the access token, unless the route is one that asks for the ID token. */
export type Sent = {
  body?: object;
  ifMatch?: string;
  ifNoneMatch?: string;
  key?: string;
  token?: 'access' | 'id';
};

/** Longer than the API lets a request take, in milliseconds. */
const timeout = 35_000;

/**
 * Sends a request to the API as who signed in; once more with a new token when the first is refused. Throws `Refused`,
 * `Unreachable`, or `SignInOver`.
 */
export async function request<T>(method: string, path: string, sent: Sent = {}): Promise<Answer<T>> {
  let answer = await attempt(method, path, sent, await tokenFor(sent, false));
  if (answer.status === 401) answer = await attempt(method, path, sent, await tokenFor(sent, true));
  if (answer.status === 401) {
    endSession();
    throw new SignInOver();
  }
  const etag = answer.headers.get('etag') ?? undefined;
  if (answer.status === 304) return { body: undefined as T, etag, isUnchanged: true };
  const body = await answer.json().catch(() => undefined);
  const told = (body ?? {}) as Told;
  // What is meant waits as when there is no network, and is sent when the newsroom is writable again.
  if (told.code === 'read-only') {
    readOnly.value = told.readOnly ?? {};
    throw Object.assign(new Unreachable(told.title), { told });
  }
  // The same request, sent before, is still at work: its answer comes with the next try.
  const isAtWork = answer.status === 409 && told.code === 'in-progress';
  // Who did something too often is told so: the gateway's own limit is one of requests, and soon over.
  const isLimit = answer.status === 429 && told.code !== 'too-many';
  if (isLimit || answer.status >= 500 || isAtWork) throw new Unreachable(`answered ${answer.status}`);
  if (!answer.ok) throw new Refused(answer.status, told);
  return { body: body as T, etag, isUnchanged: false };
}

async function tokenFor({ token = 'access' }: Sent, isRefused: boolean): Promise<string> {
  try {
    return (await goodTokens(isRefused))[token];
  } catch (error) {
    if (error instanceof SignInOver) throw error;
    throw new Unreachable('the sign-in cannot be reached', { cause: error });
  }
}

async function attempt(method: string, path: string, sent: Sent, token: string): Promise<Response> {
  const { body, ifMatch, ifNoneMatch, key } = sent;
  try {
    return await fetch(path, {
      method,
      cache: 'no-store',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeout),
    });
  } catch (cause) {
    throw new Unreachable('no answer', { cause });
  }
}

export const get = async <T>(path: string): Promise<T> => (await request<T>('GET', path)).body;
