import type { Keyring } from '../credentials.ts';
import type { Complaint } from '../endpoint.ts';
import { AwsError, type AwsRequest, type AwsResponse, type Ground, type Service } from '../service.ts';

/** An object as it lies in a bucket. `metadata` are the `x-amz-meta-*` headers, names without that prefix. */
export type StoredObject = {
  body: Buffer;
  etag: string;
  /** Milliseconds since the epoch. */
  lastModified: number;
  /** `content-type`, `cache-control`, `content-disposition`, `content-encoding`, `content-language`, `expires`. */
  headers: Record<string, string>;
  metadata: Record<string, string>;
};

export type S3 = {
  handle: Service;
  complain: Complaint;
  /** Takes presigned POST forms, and refuses everything else that is not signed. */
  unsigned: (request: Omit<AwsRequest, 'principal'>) => Promise<AwsResponse>;
  /** Reads an object as a CDN with its own right to the bucket does. */
  read: (bucket: string, key: string) => StoredObject | undefined;
};

export function openS3(_ground: Ground & { keyring: Keyring }): S3 {
  const complain = (error: AwsError): AwsResponse => ({ status: error.status, body: error.message });
  const refuse = async () => complain(new AwsError('NotImplemented', 'not built', 501));
  return { handle: refuse, complain, unsigned: refuse, read: () => undefined };
}
