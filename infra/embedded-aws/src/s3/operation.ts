import type { AwsResponse, Ground, Principal } from '../service.ts';
import type { Buckets } from './buckets.ts';
import type { ChunkCheck } from './chunked.ts';
import type { Cors } from './cors.ts';
import type { Objects } from './objects.ts';
import type { Uploads } from './uploads.ts';

/** What the operations work on. */
export type Context = Ground & { buckets: Buckets; objects: Objects; uploads: Uploads; cors: Cors };

/** A request as S3 sees it: addressed, its query read, its presigned headers among its headers. */
export type Call = {
  principal: Principal;
  bucket: string;
  key: string;
  headers: Record<string, string>;
  query: URLSearchParams;
  body: Buffer;
  /** How the chunks of a signed streaming body are checked. */
  chunkCheck: () => ChunkCheck;
};

export type Operation = (call: Call) => Promise<AwsResponse>;
