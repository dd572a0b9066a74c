import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Role } from '../actor.ts';
import type { FieldProblem, Problem, ProblemCode } from '../problem.ts';

/**
 * The request and response of a route. Requests are checked against it, and `docs/openapi.json` is generated from it.
 * `input` is body, path and query in one object. A response with a `version` carries it as its `ETag`.
 */
export type Contract<In extends z.ZodType, Out extends object | string> = {
  /** The purpose of the route, in a short sentence. */
  summary: string;
  input: In;
  /** A string is an HTML page, sent with headers that forbid caching and indexing. */
  output: z.ZodType<Out>;
  /** The string is a file of this type, not a page. */
  type?: 'csv';
  /** For 302, `headers` has the target as `location`. */
  status?: 200 | 201 | 202 | 302;
  headers?: (body: Out) => Record<string, string>;
  /**
   * Finds faults that the schema cannot see, because they depend on stored records or on the time. They are reported
   * together with the schema's.
   */
  faults?: (raw: Record<string, unknown>, at: string) => Promise<FieldProblem[]>;
  /** Problems it may answer with, besides those that `allProblems` adds. */
  problems?: readonly ProblemCode[];
  /** Who may do it, where that is fewer than its roles: `editor`, `its reporter`. The step itself checks it. */
  who?: readonly string[];
  /** Takes the ID token of a sign-in instead of the access token: it alone says the caller's mail address. */
  token?: 'id';
  /** Fields that the query of a POST may carry. Other routes take a query with GET only. */
  inQuery?: readonly string[];
  /**
   * A query with all of `inQuery` is the whole request: the body is not read, of whatever type it is. Mail programs send
   * what they like with their button (RFC 8058).
   */
  queryAlone?: true;
  /** Also takes a form, as a mail program's one-click unsubscribe button sends it (RFC 8058). */
  form?: true;
  /**
   * Answers a form that a page sent without script by a page: what came of it, or what is wrong with what was sent.
   */
  formPage?: (raw: Record<string, unknown>, problem?: ToldProblem) => Promise<string>;
  /** Throws a problem for a request that is not even read. Only open routes have one. */
  guard?: (event: Pick<APIGatewayProxyEventV2, 'headers'>) => void;
  /** Makes the answer instead, with an ETag of its own: who has it already (`If-None-Match`) gets 304 without a body. */
  unlessKnown?: (body: Out, known: string | undefined) => APIGatewayProxyStructuredResultV2;
  /** Request headers that it uses. */
  requestHeaders?: readonly RequestHeader[];
};

/** A problem in both languages, as it is answered. */
export type ToldProblem = ReturnType<Problem['toJSON']> & { titleBn: string; detailBn: string };

export type RequestHeader = 'If-Match' | 'Idempotency-Key';

/** A handler's contract with the roles that may call it; `undefined` means anybody. */
export type Described = { contract: Contract<z.ZodType, object | string> & { roles?: readonly Role[] } };

const problemsOf: Record<RequestHeader, readonly ProblemCode[]> = {
  'If-Match': ['no-if-match', 'stale', 'busy'],
  'Idempotency-Key': ['key-reused', 'in-progress', 'busy'],
};

/** Every problem a route may answer with: its own, and those of the request headers it uses. */
export const allProblems = ({
  problems = [],
  requestHeaders = [],
}: Pick<Contract<z.ZodType, object>, 'problems' | 'requestHeaders'>): ProblemCode[] => [
  ...new Set([...problems, ...requestHeaders.flatMap((header) => problemsOf[header])]),
];
