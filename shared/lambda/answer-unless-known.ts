import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { compressed } from './answer.ts';

/** What stands for an answer that is no record: the same as long as it says the same. */
const tagOf = (json: string) => `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;

/**
 * A route's answer as JSON with an ETag of what it says; 304 without a body for whoever has it already, by the
 * `If-None-Match` that they sent.
 */
export function answerUnlessKnown(
  body: object,
  known: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const json = JSON.stringify(body);
  const etag = tagOf(json);
  // The CDN weakens the tag of what it compresses.
  const has = known?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  const headers = { etag, 'cache-control': 'private, no-cache' };
  if (has) return { statusCode: 304, headers };
  return {
    statusCode: 200,
    ...compressed({ headers: { ...headers, 'content-type': 'application/json' }, body: json }),
  };
}
