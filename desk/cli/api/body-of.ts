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

/** API Gateway's own refusals have a `message` and nothing else; these are what they mean. */
const gatewaySays: Record<number, Partial<ProblemDocument> & { title: string }> = {
  401: { code: 'no-token', title: 'A valid bearer token is needed', titleBn: 'আগে সাইন ইন করুন' },
  413: {
    ...{ code: 'too-large', title: 'The request, or its answer, is larger than allowed' },
    titleBn: 'যা পাঠানো হয়েছে তা বেশি বড়',
  },
  429: {
    ...{ code: 'busy', title: 'Too much at once: try again in a moment' },
    titleBn: 'এই মুহূর্তে অনেক কাজ একসঙ্গে চলছে; একটু পরে আবার চেষ্টা করুন',
  },
  500: {
    title: 'The newsroom failed; it has been logged',
    titleBn: 'ভেতরে একটি ত্রুটি হয়েছে; তা লিখে রাখা হয়েছে',
  },
  503: {
    title: 'The newsroom took too long; try again in a moment',
    titleBn: 'সময় বেশি লেগেছে; আবার চেষ্টা করুন',
  },
};

/** A refusal as a problem document. */
function problemOf(status: number, body: unknown): ProblemDocument {
  const { message, ...problem } = (body ?? {}) as Partial<ProblemDocument> & { message?: string };
  return {
    ...gatewaySays[status],
    ...problem,
    title: problem.title ?? gatewaySays[status]?.title ?? message ?? 'The newsroom failed',
    status,
  };
}
