import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Role } from '../articles/article.ts';
import { Problem } from '../problem.ts';
import { type Caller, callerOf } from './caller.ts';
import { problemJson } from './problem-json.ts';
import { checked, jsonOf, textOf } from './request-body.ts';

export type { Caller };

/** What a use case answers beside its body; a body with a `version` carries it as its `ETag`. */
export type Answering<Out> = { status?: number; headers?: (body: Out) => Record<string, string> };

/**
 * One HTTP use case for the newsroom: which roles may ask at all, what it takes (body, path and query in one object),
 * what it does. Finer rights are the step's own.
 */
export const api = <In extends z.ZodType, Out extends object>(
  roles: readonly Role[],
  input: In,
  run: (input: z.infer<In>, caller: Caller) => Promise<Out>,
  answering: Answering<Out> = {},
) =>
  handle(async (event) => {
    const caller = callerOf(event, now());
    if (!caller.roles.some((role) => (roles as readonly string[]).includes(role)))
      throw new Problem('forbidden', `One must be ${roles.join(' or ')} to do this`);
    return answer(await run(checked(input, inputOf(event)), caller), answering);
  });

/** One HTTP use case for anybody. */
export const open = <In extends z.ZodType, Out extends object>(
  input: In,
  run: (input: z.infer<In>, at: string) => Promise<Out>,
  answering: Answering<Out> = {},
) => handle(async (event) => answer(await run(checked(input, inputOf(event)), now()), answering));

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

const handle = (handler: Handler) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().use(problemJson()).handler(handler);

const now = () => new Date().toISOString();

/** A mail program's one-click button sends a form (RFC 8058); everyone else sends JSON. */
const isForm = ({ headers }: APIGatewayProxyEventV2) =>
  headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;

/** Path and query stand beside the body's fields and win over them, so a body cannot name another article. */
function inputOf(event: APIGatewayProxyEventV2): Record<string, unknown> {
  const fields = event.requestContext.http.method === 'GET' ? {} : fieldsOf(event);
  return Object.assign(fields, event.queryStringParameters, event.pathParameters);
}

const fieldsOf = (event: APIGatewayProxyEventV2) =>
  isForm(event) && !textOf(event).trimStart().startsWith('{')
    ? Object.fromEntries(new URLSearchParams(textOf(event)))
    : jsonOf(event);

function answer<Out extends object>(
  body: Out,
  { status = 200, headers }: Answering<Out>,
): APIGatewayProxyStructuredResultV2 {
  const etag: Record<string, string> = 'version' in body ? { etag: `"${body.version}"` } : {};
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...etag, ...headers?.(body) },
    body: JSON.stringify(body),
  };
}
