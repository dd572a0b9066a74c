import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Role } from '../articles/article.ts';
import { type FieldProblem, Problem, type ProblemCode } from '../problem.ts';
import { type Caller, callerOf } from './caller.ts';
import { refusals } from './refusals.ts';
import { checked, formOf, isForm, jsonOf, refuse } from './request-body.ts';

export type { Caller };

/**
 * What a route takes and answers: enough to check requests, and to tell a client's author. `input` is body, path and
 * query in one object. A body with a `version` carries it as its `ETag`.
 */
export type Contract<In extends z.ZodType, Out extends object | string> = {
  /** What it is for, in a short sentence. */
  summary: string;
  input: In;
  /** A text is a page: it is never kept by anybody, nor indexed. */
  output: z.ZodType<Out>;
  /** A text that is no page but a file. */
  type?: 'csv';
  /** A 302 names where it leads in `headers`. */
  status?: 200 | 201 | 202 | 302;
  headers?: (body: Out) => Record<string, string>;
  /**
   * What is wrong with a request that its schema cannot see, and may be so today only. Told beside what the schema sees,
   * or by `refuseFaults` where the work begins: a repeat gets its first answer, whatever the day says.
   */
  faults?: (raw: Record<string, unknown>, at: string) => Promise<FieldProblem[]>;
  /** What it may refuse with, beside what any route may: input, token and role. */
  problems?: readonly ProblemCode[];
  /** Fields that the query of a POST may carry; elsewhere the query is for reading only. */
  inQuery?: readonly string[];
  /** Whether it takes a form as well: what a mail program's one-click button sends (RFC 8058). */
  form?: true;
  /** Request headers it heeds. */
  heeds?: readonly ('If-Match' | 'Idempotency-Key')[];
};

/** The contract of a handler, with the roles that may ask; `undefined` for anybody. */
export type Described = { contract: Contract<z.ZodType, object | string> & { roles?: readonly Role[] } };

/** Who works on articles. Finer rights are each step's own. */
export const newsroomRoles = ['reporter', 'editor', 'publisher'] as const satisfies Role[];

/** Throws the faults of its contract, if the request has any: the first thing to do in the work that is done once. */
export type RefuseFaults = () => Promise<void>;

/** One HTTP use case for the newsroom: which roles may ask at all, what it takes and answers, what it does. */
export const api = <In extends z.ZodType, Out extends object | string>(
  roles: readonly Role[],
  contract: Contract<In, Out>,
  run: (input: z.infer<In>, caller: Caller, refuseFaults: RefuseFaults) => Promise<NoInfer<Out>>,
) =>
  handle({ ...contract, roles }, async (event) => {
    const caller = callerOf(event, now());
    if (!caller.roles.some((role) => (roles as readonly string[]).includes(role)))
      throw new Problem('forbidden', `One must be ${roles.join(' or ')} to do this`);
    const raw = await inputOf(event, contract);
    const faults = async () => (await contract.faults?.(raw, caller.at)) ?? [];
    const refuseFaults = async () => {
      const found = await faults();
      if (found.length > 0) refuse(found);
    };
    return answer(await run(await checked(contract.input, raw, faults), caller, refuseFaults), contract);
  });

/** One HTTP use case for anybody. */
export const open = <In extends z.ZodType, Out extends object | string>(
  contract: Contract<In, Out>,
  run: (input: z.infer<In>, at: string) => Promise<NoInfer<Out>>,
) =>
  handle(contract, async (event) =>
    answer(await run(await checked(contract.input, await inputOf(event, contract)), now()), contract),
  );

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

const handle = <C extends object>(contract: C, handler: Handler) =>
  Object.assign(
    middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().use(refusals()).handler(handler),
    { contract },
  );

const now = () => new Date().toISOString();

/** How a page is answered. */
const page = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
};

const csv = { ...page, 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment' };

type Reading = Pick<Contract<z.ZodType, string>, 'inQuery' | 'form'>;

/** Path and query stand beside the body's fields and win over them, so a body cannot name another article. */
async function inputOf(event: APIGatewayProxyEventV2, { inQuery = [], form }: Reading) {
  const { queryStringParameters: query = {}, pathParameters: path } = event;
  if (event.requestContext.http.method === 'GET') return { ...query, ...path };
  const odd = Object.keys(query).filter((name) => !inQuery.includes(name));
  if (odd.length > 0)
    throw new Problem('invalid-input', 'Send these fields in the body, not in the query', {
      errors: odd.map((name) => ({ pointer: `/${name}`, detail: 'belongs into the body' })),
    });
  const fields = form && isForm(event) ? await formOf(event) : jsonOf(event);
  return Object.assign(fields, query, path);
}

function answer<Out extends object | string>(
  body: Out,
  { status = 200, headers, type }: Pick<Contract<z.ZodType, Out>, 'status' | 'headers' | 'type'>,
): APIGatewayProxyStructuredResultV2 {
  if (typeof body === 'string') return { statusCode: status, headers: type === 'csv' ? csv : page, body };
  const etag = (body as { version?: number }).version;
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(etag === undefined ? {} : { etag: `"${etag}"` }),
      ...headers?.(body),
    },
    body: JSON.stringify(body),
  };
}
