import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
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

type Sent = Pick<APIGatewayProxyStructuredResultV2, 'headers' | 'body'>;

const compressed = ({ headers, body = '' }: Sent) =>
  body.length * 3 <= most || Buffer.byteLength(body) <= most
    ? { headers, body }
    : {
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: gzipSync(body).toString('base64'),
        isBase64Encoded: true,
      };

/** A route's response for API Gateway: a string is sent as a page or a file, anything else as JSON. */
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
