import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Clock } from 'embedded-aws';
import type { JWTPayload } from 'jose';
import { newsroomThrottle, openThrottle, type Throttle } from '../topology/throttle.ts';
import { type FunctionName, functions } from '../topology.ts';
import type { Request, Response } from './http.ts';
import { FunctionError, type Lambda, maxPayload } from './lambda/lambda.ts';

type Route = { name: FunctionName; key: string; method: string; parts: string[]; isOpen: boolean };

const isGreedy = (part: string) => part.endsWith('+}');
const isParameter = (part: string) => part.startsWith('{');

const rank = ({ method, parts }: Route) =>
  parts.filter(isGreedy).length * 100 + parts.filter(isParameter).length + (method === 'ANY' ? 1 : 0);

/** The HTTP API's routes; where several match, the one with the most literal parts wins, as in API Gateway. */
const routes: Route[] = functions
  .flatMap(([name, { on }]) => {
    if (!('route' in on)) return [];
    const [method = '', path = ''] = on.route.split(' ');
    return [{ name, key: on.route, method, parts: path.slice(1).split('/'), isOpen: on.open === true }];
  })
  .sort((a, b) => rank(a) - rank(b));

type Verify = (token: string) => Promise<JWTPayload | string>;

/** The HTTP API: finds the route, checks the token, and invokes its function with the event that Lambda would get. */
export const gateway = (lambda: Lambda, verify: Verify, clock: Clock, isThrottled = false) => {
  const buckets = new Map<string, () => boolean>();
  /** Takes a request's token: of its own route where that is open, of all routes of the newsroom together otherwise. */
  const take = ({ key, isOpen }: Route) => {
    const name = isOpen ? key : 'newsroom';
    const bucket = buckets.get(name) ?? tokenBucket(isOpen ? openThrottle : newsroomThrottle, clock);
    buckets.set(name, bucket);
    return bucket();
  };
  return async (request: Request): Promise<Response> => {
    const parts = request.path.slice(1).split('/');
    const found = routes.find((route) => matches(route, request.method, parts));
    if (!found) return refusals.notFound;
    if (isThrottled && !take(found)) return refusals.tooMany;
    if (request.body.length > maxPayload) return refusals.tooLarge;
    const claims = found.isOpen ? undefined : await claimsOf(request, verify);
    if (typeof claims === 'string') return unauthorized(claims);
    return invoke(lambda, found, eventOf(found, request, parts, claims, clock));
  };
};

/** Lets requests through as API Gateway counts them; false when one is too many. */
function tokenBucket({ rateLimit, burstLimit }: Throttle, clock: Clock): () => boolean {
  let [tokens, at] = [burstLimit, clock.now()];
  return () => {
    const now = clock.now();
    tokens = Math.min(burstLimit, tokens + (Math.max(0, now - at) / 1000) * rateLimit);
    at = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** The claims of the token that a request carries; or why it is refused, nothing where it carries none. */
async function claimsOf({ headers }: Request, verify: Verify): Promise<JWTPayload | string> {
  const token = /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '')?.[1];
  return token === undefined ? '' : verify(token);
}

async function invoke(lambda: Lambda, { name }: Route, event: APIGatewayProxyEventV2): Promise<Response> {
  try {
    const answer = (await lambda.invoke(name, event)) as APIGatewayProxyStructuredResultV2;
    const { statusCode = 200, headers = {}, body = '', isBase64Encoded } = answer;
    return {
      status: statusCode,
      headers: Object.fromEntries(
        Object.entries(headers).map(([key, value]) => [key.toLowerCase(), String(value)]),
      ),
      body: isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body),
    };
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    if (error.errorType === 'RequestTooLargeException') return refusals.tooLarge;
    return error.errorType === 'Sandbox.Timedout' ? refusals.unavailable : refusals.failed;
  }
}

function eventOf(
  route: Route,
  request: Request,
  parts: string[],
  claims: JWTPayload | undefined,
  clock: Clock,
): APIGatewayProxyEventV2 {
  const { method, path, query, headers, body, ip } = request;
  const params = new URLSearchParams(query);
  const isText = /^(text\/|application\/(json|.*\+json|javascript|xml|x-www-form-urlencoded))/.test(
    headers['content-type'] ?? 'application/json',
  );
  const event = {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: query,
    headers,
    ...(query ? { queryStringParameters: joined(params) } : {}),
    pathParameters: parametersOf(route, parts),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: ip, userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: new Date(clock.now()).toUTCString(),
      timeEpoch: clock.now(),
      ...(claims ? { authorizer: { jwt: { claims: asText(claims), scopes: null } } } : {}),
    },
    ...(body.length > 0 ? { body: isText ? body.toString() : body.toString('base64') } : {}),
    isBase64Encoded: !isText,
  };
  return event;
}

/** Several values of one name are joined by commas, as API Gateway does. */
function joined(params: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name).join(',')]));
}

/** API Gateway passes claims as text: a list of groups becomes `[editor publisher]`. */
const asText = (claims: JWTPayload) =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );

function matches({ method, parts: wanted }: Route, asked: string, parts: string[]) {
  if (method !== 'ANY' && method !== asked) return false;
  if (!wanted.some(isGreedy) && wanted.length !== parts.length) return false;
  return wanted.every(
    (part, i) => isGreedy(part) || (isParameter(part) ? parts[i] !== '' : part === parts[i]),
  );
}

function parametersOf({ parts: wanted }: Route, parts: string[]): Record<string, string> {
  return Object.fromEntries(
    wanted.flatMap((part, i) => {
      if (!isParameter(part)) return [];
      const raw = isGreedy(part) ? parts.slice(i).join('/') : (parts[i] ?? '');
      return [[part.slice(1, isGreedy(part) ? -2 : -1), decoded(raw)]];
    }),
  );
}

function decoded(raw: string) {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

const refusal = (status: number, message: string): Response => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

/** What API Gateway itself answers, before any function or instead of one: no problem document. */
const refusals = {
  notFound: refusal(404, 'Not Found'),
  tooLarge: refusal(413, 'Request Entity Too Large'),
  tooMany: refusal(429, 'Too Many Requests'),
  failed: refusal(500, 'Internal Server Error'),
  unavailable: refusal(503, 'Service Unavailable'),
};

const unauthorized = (why: string): Response => {
  const { headers, ...rest } = refusal(401, 'Unauthorized');
  const challenge = why ? `Bearer scope="" error="invalid_token" error_description="${why}"` : 'Bearer';
  return { ...rest, headers: { ...headers, 'www-authenticate': challenge } };
};
