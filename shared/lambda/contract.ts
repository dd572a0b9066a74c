import type * as z from 'zod';
import type { Role } from '../actor.ts';
import type { FieldProblem, ProblemCode } from '../problem.ts';

/**
 * What a route takes and answers: what requests are checked against, and what `docs/openapi.json` is written from. `input`
 * is body, path and query in one object. An answer with a `version` carries it as its `ETag`.
 */
export type Contract<In extends z.ZodType, Out extends object | string> = {
  /** What it is for, in a short sentence. */
  summary: string;
  input: In;
  /** A string is an HTML page, which no cache keeps and no search engine lists. */
  output: z.ZodType<Out>;
  /** A string that is a file, not a page. */
  type?: 'csv';
  /** A 302 names where it leads in `headers`. */
  status?: 200 | 201 | 202 | 302;
  headers?: (body: Out) => Record<string, string>;
  /**
   * What is wrong with a request that its schema cannot see: compared with stored records, or with the time. Told beside
   * what the schema finds.
   */
  faults?: (raw: Record<string, unknown>, at: string) => Promise<FieldProblem[]>;
  /** What it may be refused with, beside what `allProblems` adds. */
  problems?: readonly ProblemCode[];
  /** Fields that the query of a POST may carry. Elsewhere the query is for GET only. */
  inQuery?: readonly string[];
  /** Whether it takes a form as well: what a mail program's one-click button sends (RFC 8058). */
  form?: true;
  /** Headers of a request that it goes by. */
  requestHeaders?: readonly RequestHeader[];
};

export type RequestHeader = 'If-Match' | 'Idempotency-Key';

/** A handler's contract, with the roles that may ask; `undefined` for anybody. */
export type Described = { contract: Contract<z.ZodType, object | string> & { roles?: readonly Role[] } };

const problemsOf: Record<RequestHeader, readonly ProblemCode[]> = {
  'If-Match': ['no-if-match', 'stale', 'busy'],
  'Idempotency-Key': ['key-reused', 'in-progress', 'busy'],
};

/** What a route may be refused with: what it says itself, and what follows from the headers it goes by. */
export const allProblems = ({
  problems = [],
  requestHeaders = [],
}: Pick<Contract<z.ZodType, object>, 'problems' | 'requestHeaders'>): ProblemCode[] => [
  ...new Set([...problems, ...requestHeaders.flatMap((header) => problemsOf[header])]),
];
