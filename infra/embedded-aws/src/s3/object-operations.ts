import { AwsError, type AwsResponse } from '../service.ts';
import { bucketArn, checkKey, objectArn } from './address.ts';
import { byteRange } from './byte-range.ts';
import { ownSum, typeOfSums } from './checksums.ts';
import { checkRead, checkWrite } from './conditions.ts';
import type { ObjectHead } from './object-head.ts';
import { describedBy, headersOf, headerText } from './object-headers.ts';
import type { Call, Context, Operation } from './operation.ts';
import { payloadOf } from './payload.ts';
import { accessDenied } from './wire.ts';

/** Query parameters with which a signed read may override the headers of the answer. */
const overrides =
  /^response-(content-type|content-language|expires|cache-control|content-disposition|content-encoding)$/;

export function objectOperations(context: Context): Record<string, Operation> {
  const { store, allow, buckets, objects } = context;

  const read = async (call: Call, withBody: boolean): Promise<AwsResponse> => {
    const head = found(context, call);
    try {
      checkRead(call.headers, head);
    } catch (error) {
      if (error instanceof AwsError && error.status === 304)
        return { status: 304, headers: validators(head) };
      throw error;
    }
    const range = byteRange(call.headers.range, head.size);
    const headers = {
      ...headersOf(head),
      ...(call.headers['x-amz-checksum-mode'] === 'ENABLED' && !range ? sumsOf(head) : {}),
      ...Object.fromEntries(
        [...call.query]
          .filter(([name]) => overrides.test(name))
          .map(([name, value]) => [name.slice(9), override(name, value)]),
      ),
    };
    const body = withBody ? objects.body(call.bucket, call.key) : undefined;
    const { from, to } = range ?? { from: 0, to: head.size - 1 };
    return {
      status: range ? 206 : 200,
      headers: {
        ...headers,
        ...(range ? { 'content-range': `bytes ${from}-${to}/${head.size}` } : {}),
        'content-length': String(to - from + 1),
      },
      ...(body ? { body: range ? body.subarray(from, to + 1) : body } : {}),
    };
  };

  return {
    GetObject: (call) => read(call, true),
    HeadObject: (call) => read(call, false),

    PutObject: async (call) => {
      const { principal, bucket, key, headers } = call;
      allow(principal, 's3:PutObject', objectArn(bucket, key));
      // S3 also requires the right to read, since the ETag is compared with that of the existing object.
      if (headers['if-match'] !== undefined) allow(principal, 's3:GetObject', objectArn(bucket, key));
      checkKey(key);
      const { body, checksums: proved } = payloadOf(call, call.chunkCheck);
      const checksums = Object.keys(proved).length > 0 ? proved : ownSum(body);
      const object = { ...describedBy(headers), checksums, body };
      const head = await store.write(() => {
        buckets.check(bucket);
        checkWrite(headers, objects.head(bucket, key));
        return objects.put(bucket, key, object, 'PutObject');
      });
      return { status: 200, headers: { etag: `"${head.etag}"`, ...sumsOf(head), ...encrypted } };
    },

    DeleteObject: async (call) => {
      const { principal, bucket, key, headers } = call;
      allow(principal, 's3:DeleteObject', objectArn(bucket, key));
      if (headers['if-match'] !== undefined) allow(principal, 's3:GetObject', objectArn(bucket, key));
      await store.write(() => {
        buckets.check(bucket);
        checkWrite(headers, objects.head(bucket, key));
        objects.remove(bucket, key);
      });
      return { status: 204 };
    },
  };
}

/** The object of a call. As in S3, only a caller who may list the bucket learns that a key does not exist. */
export function found(
  { allow, buckets, objects }: Context,
  call: Pick<Call, 'principal' | 'bucket' | 'key'>,
): ObjectHead {
  const { principal, bucket, key } = call;
  allow(principal, 's3:GetObject', objectArn(bucket, key));
  buckets.check(bucket);
  const head = objects.head(bucket, key);
  if (head) return head;
  try {
    allow(principal, 's3:ListBucket', bucketArn(bucket));
  } catch {
    throw accessDenied();
  }
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

/** Checks a header that a read overrides. It must be Latin-1; other file names need `filename*=UTF-8''…`. */
function override(name: string, value: string): string {
  if (!/[\u{100}-\u{10ffff}]/u.test(value)) return headerText(name, value);
  throw new AwsError('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', 400, {
    ArgumentName: name,
    ArgumentValue: value,
  });
}

export const encrypted = { 'x-amz-server-side-encryption': 'AES256' };

/** An object's checksums as headers. */
export const sumsOf = ({ checksums }: ObjectHead): Record<string, string> =>
  Object.keys(checksums).length > 0 ? { ...checksums, 'x-amz-checksum-type': typeOfSums(checksums) } : {};

const validators = (head: ObjectHead) => {
  const { etag = '', 'last-modified': modified = '', 'cache-control': cache, expires } = headersOf(head);
  return {
    etag,
    'last-modified': modified,
    ...(cache === undefined ? {} : { 'cache-control': cache }),
    ...(expires === undefined ? {} : { expires }),
  };
};
