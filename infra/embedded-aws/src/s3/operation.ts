import type { AwsResponse, Principal, ServiceContext } from '../service.ts';
import type { Buckets } from './buckets.ts';
import type { ChunkCheck } from './chunked.ts';
import type { Cors } from './cors.ts';
import type { Objects } from './objects.ts';
import type { Uploads } from './uploads.ts';

/** What all operations of the service share. */
export type Context = ServiceContext & { buckets: Buckets; objects: Objects; uploads: Uploads; cors: Cors };

/** A parsed request. Headers that a presigned URL has in its query are among `headers`. */
export type Call = {
  principal: Principal;
  bucket: string;
  key: string;
  headers: Record<string, string>;
  query: URLSearchParams;
  body: Buffer;
  /** Makes the check for the chunks of a signed streaming body. */
  chunkCheck: () => ChunkCheck;
};

export type Operation = (call: Call) => Promise<AwsResponse>;
