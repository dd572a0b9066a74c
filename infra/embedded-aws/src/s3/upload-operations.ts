import { AwsError } from '../service.ts';
import { checkKey, objectArn } from './address.ts';
import { sumElements, typeOfSums } from './checksums.ts';
import { checkWrite } from './conditions.ts';
import { describedBy } from './object-headers.ts';
import { encrypted } from './object-operations.ts';
import { md5 } from './objects.ts';
import type { Call, Context, Operation } from './operation.ts';
import { payloadOf } from './payload.ts';
import { checkKind, headersOfSum, sumsOfUpload, uploadSumOf } from './upload-sums.ts';
import { type Part, partNumberOf } from './uploads.ts';
import { xmlAnswer } from './wire.ts';
import { type Element, readXml } from './xml-reader.ts';

const smallestPart = 5 * 1024 * 1024;

export function uploadOperations({
  store,
  allow,
  buckets,
  objects,
  uploads,
}: Context): Record<string, Operation> {
  const idOf = ({ query }: Call) => query.get('uploadId') ?? '';
  const allowPut = ({ principal, bucket, key }: Call) =>
    allow(principal, 's3:PutObject', objectArn(bucket, key));

  return {
    CreateMultipartUpload: async (call) => {
      const { bucket, key, headers } = call;
      allowPut(call);
      checkKey(key);
      const sum = uploadSumOf(headers);
      const UploadId = await store.write(() => {
        buckets.check(bucket);
        return uploads.open(bucket, key, { ...describedBy(headers), sum });
      });
      const answer = xmlAnswer('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId });
      return { ...answer, headers: { ...answer.headers, ...encrypted, ...headersOfSum(sum) } };
    },

    UploadPart: async (call) => {
      allowPut(call);
      const number = partNumberOf(call.query);
      const { body, checksums } = payloadOf(call, call.chunkCheck);
      const etag = await store.write(() => {
        checkKind(uploads.get(idOf(call), call.bucket, call.key).sum, checksums);
        return uploads.putPart(idOf(call), number, body);
      });
      return { status: 200, headers: { etag: `"${etag}"`, ...checksums, ...encrypted } };
    },

    CompleteMultipartUpload: async (call) => {
      const { principal, bucket, key, headers, body } = call;
      allowPut(call);
      if (headers['if-match'] !== undefined) allow(principal, 's3:GetObject', objectArn(bucket, key));
      const wanted = readXml(body.toString()).all('Part');
      const id = idOf(call);
      const head = await store.write(() => {
        const { sum, ...described } = uploads.get(id, bucket, key);
        const chosen = choose(wanted, uploads.parts(id));
        checkWrite(headers, objects.head(bucket, key));
        const bodies = uploads.bodies(
          id,
          chosen.map(({ number }) => number),
        );
        const checksums = sumsOfUpload(sum, headers, wanted, bodies);
        const etag = `${md5(Buffer.from(chosen.map((part) => part.etag).join(''), 'hex'))}-${chosen.length}`;
        uploads.close(id);
        const object = { ...described, checksums, body: Buffer.concat(bodies), etag };
        return objects.put(bucket, key, object, 'CompleteMultipartUpload');
      });
      return xmlAnswer('CompleteMultipartUploadResult', {
        Location: `/${bucket}/${key}`,
        Bucket: bucket,
        Key: key,
        ETag: `"${head.etag}"`,
        ChecksumType: typeOfSums(head.checksums),
        ...sumElements(head.checksums),
      });
    },

    AbortMultipartUpload: async (call) => {
      allow(call.principal, 's3:AbortMultipartUpload', objectArn(call.bucket, call.key));
      await store.write(() => {
        uploads.get(idOf(call), call.bucket, call.key);
        uploads.close(idOf(call));
      });
      return { status: 204 };
    },

    ListParts: async (call) => {
      const { principal, bucket, key, query } = call;
      allow(principal, 's3:ListMultipartUploadParts', objectArn(bucket, key));
      uploads.get(idOf(call), bucket, key);
      const after = Number(query.get('part-number-marker') ?? 0);
      const max = Math.min(1000, Number(query.get('max-parts') ?? 1000));
      const rest = uploads.parts(idOf(call)).filter(({ number }) => number > after);
      const shown = rest.slice(0, max);
      return xmlAnswer('ListPartsResult', {
        Bucket: bucket,
        Key: key,
        UploadId: idOf(call),
        PartNumberMarker: after,
        NextPartNumberMarker: shown.at(-1)?.number,
        MaxParts: max,
        IsTruncated: rest.length > shown.length,
        StorageClass: 'STANDARD',
        Part: shown.map(({ number, etag, size, modified }) => ({
          PartNumber: number,
          LastModified: new Date(modified).toISOString(),
          ETag: `"${etag}"`,
          Size: size,
        })),
      });
    },
  };
}

/** The stored parts that a client lists. Throws unless they exist and are in ascending order. */
function choose(wanted: Element[], stored: Part[]): Part[] {
  if (wanted.length === 0)
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  const chosen = wanted.map((one) => {
    const number = Number(one.first('PartNumber')?.text);
    const etag = one.first('ETag')?.text.trim().replace(/^"|"$/g, '');
    const part = stored.find((candidate) => candidate.number === number && candidate.etag === etag);
    if (part) return part;
    throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.', 400, {
      PartNumber: number,
    });
  });
  if (chosen.some((part, at) => at > 0 && part.number <= (chosen[at - 1]?.number ?? 0)))
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  if (chosen.slice(0, -1).some(({ size }) => size < smallestPart))
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  return chosen;
}
