import { UsageError } from '../usage-error.ts';
import { type ProblemDocument, Refused, Unreachable } from './problem.ts';
import type { Answer } from './send.ts';

/** The JSON of an answer. Throws `Refused` for a problem document, `Unreachable` if it is no answer of Khobor's API. */
export function bodyOf({ status, headers, text }: Answer, url: string): unknown {
  const location = headers.get('location');
  if (status >= 300 && status < 400)
    throw new UsageError(`${url} redirects to ${location}; give that address with --url`);
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

/** API Gateway's own refusals have a `message` and nothing else. */
function problemOf(status: number, body: unknown): ProblemDocument {
  const { message, ...problem } = (body ?? {}) as Partial<ProblemDocument> & { message?: string };
  return { ...problem, title: problem.title ?? message ?? 'The newsroom failed', status };
}
