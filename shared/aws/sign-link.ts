import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/** A link to an object of the private bucket, good for so many seconds. Whoever has it needs no other right. */
export const signLink = (key: string, seconds: number): Promise<string> =>
  getSignedUrl(s3, new GetObjectCommand({ Bucket: setting('PRIVATE_BUCKET'), Key: key }), {
    expiresIn: seconds,
  });
