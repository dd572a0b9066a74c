import { AwsError } from '../service.ts';
import { checkKey, decoded, objectArn } from './address.ts';
import { byteRange } from './byte-range.ts';
import { sumBy, sumElements, typeOfSums } from './checksums.ts';
import { checkRead, checkWrite } from './conditions.ts';
import type { ObjectHead } from './object-head.ts';
import { describedBy } from './object-headers.ts';
import { encrypted, found } from './object-operations.ts';
import type { Context, Operation } from './operation.ts';
import { partNumberOf } from './uploads.ts';
import { notImplemented, xmlAnswer } from './wire.ts';

/** Copies an object, with its metadata or new metadata (`x-amz-metadata-directive`), or a range into an upload. */
export function copyObject(context: Context): Record<string, Operation> {
  const { store, allow, buckets, objects, uploads, clock } = context;
  return {
    CopyObject: async (call) => {
      const { principal, bucket, key, headers } = call;
      allow(principal, 's3:PutObject', objectArn(bucket, key));
      checkKey(key);
      const source = sourceOf(headers['x-amz-copy-source'] ?? '');
      const head = await store.write(() => {
        buckets.check(bucket);
        const original = found(context, { principal, ...source });
        checkRead(headers, original, 'x-amz-copy-source-');
        checkWrite(headers, objects.head(bucket, key));
        const replaces = headers['x-amz-metadata-directive'] === 'REPLACE';
        if (!replaces && source.bucket === bucket && source.key === key)
          throw new AwsError(
            'InvalidRequest',
            'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
          );
        const { headers: kept, metadata } = replaces ? describedBy(headers) : original;
        const body = objects.body(source.bucket, source.key);
        const checksums = sumsOfCopy(headers['x-amz-checksum-algorithm'], original, body);
        return objects.put(bucket, key, { headers: kept, metadata, checksums, body }, 'CopyObject');
      });
      return {
        ...xmlAnswer('CopyObjectResult', {
          ETag: `"${head.etag}"`,
          LastModified: new Date(head.lastModified).toISOString(),
          ChecksumType: typeOfSums(head.checksums),
          ...sumElements(head.checksums),
        }),
        headers: { 'content-type': 'application/xml', ...encrypted },
      };
    },

    UploadPartCopy: async ({ principal, bucket, key, headers, query }) => {
      allow(principal, 's3:PutObject', objectArn(bucket, key));
      const source = sourceOf(headers['x-amz-copy-source'] ?? '');
      const [id, number] = [query.get('uploadId') ?? '', partNumberOf(query)];
      const { etag, sums } = await store.write(() => {
        const { sum } = uploads.get(id, bucket, key);
        const original = found(context, { principal, ...source });
        checkRead(headers, original, 'x-amz-copy-source-');
        const range = copiedRange(headers['x-amz-copy-source-range'], original.size);
        const body = objects.body(source.bucket, source.key);
        const part = range ? body.subarray(range.from, range.to + 1) : body;
        return { etag: uploads.putPart(id, number, part), sums: sum ? sumBy(sum.algorithm, part) : {} };
      });
      return xmlAnswer('CopyPartResult', {
        ETag: `"${etag}"`,
        LastModified: new Date(clock.now()).toISOString(),
        ...sumElements(sums),
      });
    },
  };
}

/** The bytes to copy. Unlike a read's, this range must have both ends and lie within the source. */
function copiedRange(header: string | undefined, size: number) {
  if (header === undefined) return undefined;
  const [, last] = /^bytes=\d+-(\d+)$/.exec(header) ?? [];
  const range = last === undefined ? undefined : byteRange(header, size);
  if (!range)
    throw new AwsError(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  if (Number(last) < size) return range;
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
    ActualObjectSize: size,
  });
}

/** The checksums of a copy: those of the original unless another is asked for, recomputed if they cover parts. */
function sumsOfCopy(algorithm: string | undefined, { checksums }: ObjectHead, body: Buffer) {
  if (algorithm !== undefined) return sumBy(algorithm, body);
  if (typeOfSums(checksums) === 'FULL_OBJECT') return checksums;
  return Object.assign({}, ...Object.keys(checksums).map((name) => sumBy(name.slice(15), body)));
}

function sourceOf(header: string): { bucket: string; key: string } {
  if (/\?versionId=/.test(header)) throw notImplemented('the versionId of a copy source');
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decoded(header)) ?? [];
  if (!key)
    throw new AwsError(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  return { bucket, key };
}
