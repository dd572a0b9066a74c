import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FieldProblem } from '../../shared/problem.ts';
import { Mistake } from './mistake.ts';

/** A problem document (RFC 9457) as far as an answer carries one. */
export type ProblemDocument = {
  status: number;
  title: string;
  code?: string;
  detail?: string;
  errors?: FieldProblem[];
};

/** The API's no to a request, or its own failure from 500 on. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** Nobody answers, or somebody who is not Khobor. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** A version that was read, which a write names in `If-Match`. */
export type Version = number;

export type Api = {
  url: string;
  /** Who is signed in, if anyone is: the token, which nobody prints. */
  token: string | undefined;
  get: <T>(path: string, query?: Record<string, string | undefined>) => Promise<T>;
  post: <T>(path: string, body: object, version?: Version) => Promise<T>;
  /** Without a version where there is nothing yet. */
  put: <T>(path: string, body: object, version?: Version) => Promise<T>;
};

/** Waits before a request is sent again, in milliseconds. */
const pauses = [500, 2_000];

/** Longer than API Gateway lets a request take, in milliseconds. */
const patience = 35_000;

type Access = { url: string; token: string | undefined };
type Sent = { method: string; path: string; body?: object; version?: Version | undefined };

/**
 * The HTTP API as whoever is signed in sees it. A write carries a key of its own, so that it is safe to send it again
 * when the network fails or the API is busy; nothing else is repeated. Throws `Refused`, or `Unreachable`.
 */
export function openApi({ url, token }: Access): Api {
  const send = async <T>({ method, path, body, version }: Sent): Promise<T> => {
    const request: RequestInit = {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return read(await answerTo(`${url}${path}`, request), url) as T;
  };
  return {
    url,
    token,
    get: (path, query = {}) => send({ method: 'GET', path: path + queryOf(query) }),
    post: (path, body, version) => send({ method: 'POST', path, body, version }),
    put: (path, body, version) => send({ method: 'PUT', path, body, version }),
  };
}

function queryOf(query: Record<string, string | undefined>) {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

type Answer = { status: number; headers: Headers; text: string };

async function answerTo(address: string, request: RequestInit, [pause, ...later] = pauses): Promise<Answer> {
  const answer = await attempt(address, request);
  const isToRepeat = answer instanceof Unreachable || answer.status === 503;
  if (isToRepeat && pause !== undefined) {
    await wait(pause);
    return answerTo(address, request, later);
  }
  if (answer instanceof Unreachable) throw answer;
  return answer;
}

async function attempt(address: string, request: RequestInit): Promise<Answer | Unreachable> {
  try {
    const answer = await fetch(address, { ...request, signal: AbortSignal.timeout(patience) });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (cause) {
    return new Unreachable(`${new URL(address).origin} cannot be reached (${reasonOf(cause)})`, { cause });
  }
}

/** What the network said: `fetch` hides it in its error's cause. */
function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer within ${patience / 1000} seconds`;
  return cause?.code ?? cause?.message ?? message;
}

function read({ status, headers, text }: Answer, url: string): unknown {
  const location = headers.get('location');
  if (status >= 300 && status < 400)
    throw new Mistake(`${url} sends elsewhere, to ${location}; give that address with --url`);
  const body = /json/.test(headers.get('content-type') ?? '') ? parsed(text) : undefined;
  if (status < 300 && body !== undefined) return body;
  if (status < 300 || (body === undefined && status < 500))
    throw new Unreachable(`${url} answers (${status}), but not as Khobor does; check the address`);
  throw new Refused(problemOf(status, body));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** API Gateway's own refusals carry a `message` and nothing else. */
function problemOf(status: number, body: unknown): ProblemDocument {
  const { message, ...problem } = (body ?? {}) as Partial<ProblemDocument> & { message?: string };
  return { ...problem, title: problem.title ?? message ?? 'The newsroom failed', status };
}
