import { AwsError, type AwsResponse, account } from '../service.ts';
import type { Xml } from '../xml.ts';
import { bucketArn } from './address.ts';
import { after, listPage, next, type Page } from './listing.ts';
import type { Call, Context, Operation } from './operation.ts';
import { xmlAnswer } from './wire.ts';

export function listOperations(context: Context): Record<string, Operation> {
  const { allow, buckets, objects } = context;

  const list = (call: Call, from: Buffer): Page & ReturnType<typeof asked> => {
    allow(call.principal, 's3:ListBucket', bucketArn(call.bucket));
    buckets.check(call.bucket);
    const wanted = asked(call.query);
    const page =
      wanted.max === 0
        ? { objects: [], prefixes: [], next: undefined }
        : listPage(objects, call.bucket, { ...wanted, from });
    return { ...wanted, ...page };
  };

  return {
    ListObjectsV2: async (call) => {
      const { query } = call;
      const token = query.get('continuation-token');
      const startAfter = query.get('start-after') ?? '';
      const from = token === null ? fromAfter(startAfter) : fromToken(token);
      const page = list(call, from);
      return answer(call, page, query.get('fetch-owner') === 'true', {
        StartAfter: startAfter ? page.spell(startAfter) : undefined,
        ContinuationToken: token ?? undefined,
        KeyCount: page.objects.length + page.prefixes.length,
        NextContinuationToken: page.next?.toString('base64url'),
      });
    },

    ListObjects: async (call) => {
      const marker = call.query.get('marker') ?? '';
      const { prefix, delimiter } = asked(call.query);
      const isPrefix = delimiter !== '' && marker.startsWith(prefix) && marker.endsWith(delimiter);
      const page = list(call, (isPrefix ? after(marker) : undefined) ?? fromAfter(marker));
      const last = [page.objects.at(-1)?.key ?? '', page.prefixes.at(-1) ?? ''].sort(byBytes).at(-1) ?? '';
      return answer(call, page, true, {
        Marker: page.spell(marker),
        NextMarker: page.next && delimiter ? page.spell(last) : undefined,
      });
    },
  };
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const fromAfter = (key: string) => (key === '' ? Buffer.alloc(0) : next(key));

function fromToken(token: string): Buffer {
  const from = Buffer.from(token, 'base64url');
  if (token !== '' && from.toString('base64url') === token) return from;
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect', 400, {
    ArgumentName: 'continuation-token',
  });
}

function asked(query: URLSearchParams) {
  const max = Number(query.get('max-keys') ?? 1000);
  const encoding = query.get('encoding-type');
  if (!Number.isInteger(max) || max < 0)
    throw new AwsError('InvalidArgument', 'Provided max-keys not an integer or within integer range', 400, {
      ArgumentName: 'max-keys',
    });
  if (encoding !== null && encoding !== 'url')
    throw new AwsError('InvalidArgument', 'Invalid Encoding Method specified in Request', 400, {
      ArgumentName: 'encoding-type',
    });
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    max: Math.min(max, 1000),
    encoding: encoding ?? undefined,
    spell: encoding === 'url' ? urlEncoded : (text: string) => text,
  };
}

/** Encodes a key as S3 does: as in a form, but keeps slashes. */
const urlEncoded = (text: string) =>
  encodeURIComponent(text)
    .replace(/%2F/g, '/')
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function answer(
  call: Call,
  page: Page & ReturnType<typeof asked>,
  withOwner: boolean,
  own: Record<string, Xml>,
): AwsResponse {
  const { spell } = page;
  return xmlAnswer('ListBucketResult', {
    Name: call.bucket,
    Prefix: spell(page.prefix),
    Delimiter: page.delimiter ? spell(page.delimiter) : undefined,
    MaxKeys: page.max,
    EncodingType: page.encoding,
    ...own,
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map(({ key, etag, size, lastModified, checksums }) => ({
      Key: spell(key),
      LastModified: `${new Date(lastModified).toISOString().slice(0, 19)}.000Z`,
      ETag: `"${etag}"`,
      ChecksumAlgorithm: Object.keys(checksums).map((name) => name.slice(15).toUpperCase()),
      Size: size,
      Owner: withOwner ? { ID: account } : undefined,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: spell(prefix) })),
  });
}
