import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isOutage } from '../momentary.ts';
import { newsroom } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import type { ToldProblem } from './contract.ts';

/**
 * Turns a thrown `Problem` into an RFC 9457 response. Anything else is a bug and becomes a 500 without detail. A
 * browser that opened a link gets a page instead of JSON.
 */
export const refusals = (): MiddlewareObj<APIGatewayProxyEventV2> => ({
  onError: async (request) => {
    const { event } = request;
    const error = asBusy(request.error);
    if (error instanceof Problem) {
      const body = await inBothLanguages(error.toJSON());
      const { code: problem, message: detail, cause } = error;
      const reason = cause ? { reason: String(cause) } : {};
      console.warn(JSON.stringify({ problem, detail, ...reason, route: event.routeKey }));
      request.response = response(body, event);
    } else {
      console.error(
        JSON.stringify({ bug: String(error), stack: request.error?.stack, route: event.routeKey }),
      );
      request.response = response(bug, event);
    }
  },
});

/** A call to AWS that failed for the moment is no bug, and the request can be sent again. */
export const asBusy = (error: unknown) =>
  isOutage(error)
    ? new Problem('busy', 'It was not done, or not answered. Send it again in a moment', {}, { cause: error })
    : error;

/** A problem with its words in Bengali beside the English ones: of it, and of each field. Few requests need them. */
export async function inBothLanguages(problem: ReturnType<Problem['toJSON']>): Promise<ToldProblem> {
  const { inBangla, wordsOf } = await import('../bangla/problem-words.ts');
  const { title, detail } = wordsOf(problem);
  const errors = problem.errors?.map((error) => ({ ...error, detailBn: inBangla(error.detail) }));
  return { ...problem, titleBn: title, detailBn: detail, ...(errors ? { errors } : {}) };
}

const bug = {
  type: 'about:blank',
  code: 'internal',
  title: 'Internal error; it has been logged',
  status: 500,
};

/** Seconds after which it is worth asking again whether the newsroom is writable. */
const retryAfter = 60;

function response(body: { status: number; code: string }, event: APIGatewayProxyEventV2) {
  const isPage = event.requestContext.http.method === 'GET' && event.headers.accept?.includes('text/html');
  return {
    statusCode: body.status,
    headers: {
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/problem+json',
      'cache-control': 'no-store',
      vary: 'Accept',
      ...(body.code === 'read-only' ? { 'retry-after': String(retryAfter) } : {}),
    },
    body: isPage ? pageOf(body.status) : JSON.stringify(body),
  };
}

/** The page for somebody who followed a link: an ad that was taken down, an expired preview or report. */
function pageOf(status: number) {
  const title = status < 500 ? 'এই লিংকে এখন কিছু নেই' : 'এই মুহূর্তে দেখানো গেল না';
  return `<!DOCTYPE html><html lang="${newsroom.language}"><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width"><h1>${title}</h1><p><a href="/">${newsroom.name}: প্রচ্ছদে যান</a></p></html>\n`;
}
