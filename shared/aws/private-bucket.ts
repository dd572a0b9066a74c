import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/** The text of an object in the private bucket, which readers cannot reach. */
export async function readCopy(key: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: setting('PRIVATE_BUCKET'), Key: key }));
  return (await Body?.transformToString()) ?? '';
}

export async function writeCopy(key: string, text: string): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: setting('PRIVATE_BUCKET'),
      Key: key,
      Body: text,
      ContentType: 'application/json',
    }),
  );
}
