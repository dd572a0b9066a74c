import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { Problem } from '../problem.ts';
import type { Contract } from './contract.ts';

const page = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
};

const csv = { ...page, 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment' };

/** A record's version, for `If-Match`. */
const etagOf = (body: object): Record<string, string> =>
  'version' in body ? { etag: `"${body.version}"` } : {};

/**
 * Bytes above which a response is compressed: Lambda answers 6 MB at most, in which each quotation mark takes two, and the
 * page of 2 MB of text may be ten.
 */
const most = 1_000_000;

/** The most bytes of a compressed body in base64: beside it are the headers. */
const mostCompressed = 6 * 1024 * 1024 - 10_000;

type Sent = Pick<APIGatewayProxyStructuredResultV2, 'headers' | 'body'>;

export function compressed({ headers, body = '' }: Sent) {
  if (body.length * 3 <= most || Buffer.byteLength(body) <= most) return { headers, body };
  const zipped = gzipSync(body).toString('base64');
  if (zipped.length > mostCompressed)
    throw new Problem('too-large', `The answer has ${body.length} characters, more than can be sent`);
  return { headers: { ...headers, 'content-encoding': 'gzip' }, body: zipped, isBase64Encoded: true };
}

/**
 * A route's response for API Gateway: a string is sent as a page or a file, anything else as JSON. Throws `too-large` for
 * one that Lambda cannot send, compressed.
 */
export function answer<Out extends object | string>(
  body: Out,
  { status = 200, headers, type }: Pick<Contract<z.ZodType, Out>, 'status' | 'headers' | 'type'>,
): APIGatewayProxyStructuredResultV2 {
  if (typeof body === 'string')
    return { statusCode: status, ...compressed({ headers: type === 'csv' ? csv : page, body }) };
  return {
    statusCode: status,
    ...compressed({
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        ...etagOf(body),
        ...headers?.(body),
      },
      body: JSON.stringify(body),
    }),
  };
}
