import type { CloudOptions } from '../infra/local/cloud.ts';
import { expectDocumented } from './contract.ts';
import { aWarmCloud } from './warm-clouds.ts';

type Sent = {
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
};

/** An answer of the API, with its body read as JSON. */
export type Reply = {
  status: number;
  headers: Headers;
  body: { [field: string]: never } & Record<string, unknown>;
};

/**
 * A whole newsroom of its own in memory: the built functions on the embedded cloud, and what a test needs to act as
 * its people. `rest()` waits until everything a step set off has happened. Every answer of the API is held against the
 * contract. It goes by the machine's time: that is for tests of other processes that do; others take `aStillCloud`.
 */
export const aCloud = (options: Partial<CloudOptions> = {}) => aNewsroom(false, options);

/** A newsroom on a clock that stands until it is turned: nothing of it depends on how long a test takes, or when it runs. */
export const aStillCloud = (options: Partial<CloudOptions> = {}) => aNewsroom(true, options);

async function aNewsroom(isStill: boolean, options: Partial<CloudOptions>) {
  const printed: string[] = [];
  const cloud = await aWarmCloud(isStill, {
    log: (name, line) => printed.push(`${name} ${line}`),
    ...options,
  });
  const send = async (
    method: string,
    path: string,
    { token, headers, body, raw }: Sent = {},
  ): Promise<Reply> => {
    const answer = await fetch(`${cloud.url}${path}`, {
      method,
      // Where it leads is another answer.
      redirect: 'manual',
      headers: {
        ...(raw === undefined && body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body !== undefined ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    const reply = { status: answer.status, body: text && type.includes('json') ? JSON.parse(text) : {} };
    // A test that makes calls to the cloud fail on the way may get a bare 500: nobody documents a broken world.
    if (reply.status < 500 || !options.intercept)
      expectDocumented(method, path, { ...reply, type, body: type.includes('json') ? reply.body : text });
    return { ...reply, headers: answer.headers };
  };
  const as = (token: string) => ({
    get: (path: string) => send('GET', path, { token }),
    /** Whatever the version is, unless a test says which. */
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      send('POST', path, { token, body, headers: { 'if-match': '*', ...headers } }),
    put: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      send('PUT', path, { token, body, headers }),
  });
  const someone = async (name: string, ...roles: string[]) => as(await cloud.token(name, ...roles));
  const page = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${cloud.url}${path}`, { headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  /** Time goes on once all work is done: a call that is under way would be signed at another hour than it arrives. */
  const turnBy = async (milliseconds: number) => {
    await cloud.rest();
    cloud.clock.turnTo(cloud.clock.now() + milliseconds);
    await cloud.rest();
  };
  return { ...cloud, printed, send, as, someone, page, turnBy, mailbox: cloud.aws.ses.mailbox };
}

export type ACloud = Awaited<ReturnType<typeof aCloud>>;

/** Fields of an article as a reporter files them, differing only where a test says so. */
export const aFiling = (differences: Record<string, unknown> = {}) => ({
  section: 'national',
  headline: 'চরের স্কুলে প্রথম ঘণ্টা',
  body: 'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে।',
  ...differences,
});
