import { AwsError } from '../service.ts';
import { notImplemented } from './wire.ts';

type Shape = {
  method: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: Record<string, string>;
};

/** The operations. `mark` is the query parameter that identifies one, `also` the others it understands. */
const routes: [
  operation: string,
  method: string,
  on: 'service' | 'bucket' | 'object',
  mark: string,
  also: string[],
][] = [
  ['CreateMultipartUpload', 'POST', 'object', 'uploads', []],
  ['CompleteMultipartUpload', 'POST', 'object', 'uploadId', []],
  ['UploadPart', 'PUT', 'object', 'partNumber', ['uploadId']],
  ['AbortMultipartUpload', 'DELETE', 'object', 'uploadId', []],
  ['ListParts', 'GET', 'object', 'uploadId', ['max-parts', 'part-number-marker']],
  ['DeleteObjects', 'POST', 'bucket', 'delete', []],
  ['PutBucketCors', 'PUT', 'bucket', 'cors', []],
  ['GetBucketCors', 'GET', 'bucket', 'cors', []],
  ['DeleteBucketCors', 'DELETE', 'bucket', 'cors', []],
  ['GetBucketLocation', 'GET', 'bucket', 'location', []],
  [
    'ListObjectsV2',
    'GET',
    'bucket',
    'list-type',
    ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after', 'encoding-type', 'fetch-owner'],
  ],
  ['ListObjects', 'GET', 'bucket', '', ['prefix', 'delimiter', 'max-keys', 'marker', 'encoding-type']],
  ['ListBuckets', 'GET', 'service', '', []],
  ['CreateBucket', 'PUT', 'bucket', '', []],
  ['DeleteBucket', 'DELETE', 'bucket', '', []],
  ['HeadBucket', 'HEAD', 'bucket', '', []],
  ['GetObject', 'GET', 'object', '', []],
  ['HeadObject', 'HEAD', 'object', '', []],
  ['PutObject', 'PUT', 'object', '', []],
  ['DeleteObject', 'DELETE', 'object', '', []],
];

const always = /^(x-id|x-amz-.*|response-.*)$/i;

/** The operation of a request. Query parameters that the operation does not understand are refused by name. */
export function operationOf({ method, bucket, key, query, headers }: Shape): string {
  const on = key ? 'object' : bucket ? 'bucket' : 'service';
  const names = [...query.keys()].filter((name) => !always.test(name));
  const route = routes.find(
    ([, verb, where, mark]) => verb === method && where === on && (mark === '' || names.includes(mark)),
  );
  if (!route)
    throw names.length > 0
      ? notImplemented(`${method} ?${names.join('&')}`)
      : new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  const [operation, , , mark, also] = route;
  const unknown = names.filter((name) => name !== mark && !also.includes(name));
  if (unknown.length > 0) throw notImplemented(`${method} ?${unknown.join('&')}`);
  if (operation === 'PutObject' && headers['x-amz-copy-source'] !== undefined) return 'CopyObject';
  if (operation === 'UploadPart' && headers['x-amz-copy-source'] !== undefined) return 'UploadPartCopy';
  if (operation === 'ListObjectsV2' && query.get('list-type') !== '2') throw notImplemented('this list-type');
  return operation;
}
