import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../problem.ts';

/** Turns a thrown `Problem` into an RFC 9457 response; anything else is a bug and becomes a 500 without detail. */
export const problemJson = (): MiddlewareObj<APIGatewayProxyEventV2> => ({
  onError: (request) => {
    const { error } = request;
    if (error instanceof Problem) {
      const body = error.toJSON();
      console.warn(
        JSON.stringify({ problem: error.code, detail: error.message, route: request.event.routeKey }),
      );
      request.response = response(body.status, body);
    } else {
      console.error(
        JSON.stringify({ bug: String(error), stack: error?.stack, route: request.event.routeKey }),
      );
      const body = {
        type: 'about:blank',
        code: 'internal',
        title: 'A fault of ours, and it is logged',
        status: 500,
      };
      request.response = response(500, body);
    }
  },
});

const response = (statusCode: number, body: object) => ({
  statusCode,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});
