import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
const Bucket = 'site';
const object = 'arn:aws:s3:::site/a';
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

beforeAll(async () => {
  cloud = await aBucket({
    reader: [`s3:GetObject ${object}`, 's3:GetObject arn:aws:s3:::site/none'],
    lister: ['s3:GetObject arn:aws:s3:::site/none', 's3:ListBucket arn:aws:s3:::site'],
    writer: [`s3:PutObject ${object}`],
  });
  await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'text' }));
});
afterAll(() => cloud.close());

describe('a principal', () => {
  it('reads what it may read and nothing else', async () => {
    const reader = cloud.clientOf('reader');
    await reader.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: 'b' }))).rejects.toMatchObject(denied);
    await expect(reader.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))).rejects.toMatchObject(
      denied,
    );
    await expect(reader.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject(denied);
    await expect(reader.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
  });

  it('learns that a key is missing only if it may list', async () => {
    const get = new GetObjectCommand({ Bucket, Key: 'none' });
    await expect(cloud.clientOf('reader').send(get)).rejects.toMatchObject(denied);
    await expect(cloud.clientOf('lister').send(get)).rejects.toMatchObject({ name: 'NoSuchKey' });
    const head = new HeadObjectCommand({ Bucket, Key: 'none' });
    await expect(cloud.clientOf('reader').send(head)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(cloud.clientOf('lister').send(head)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('compares with what is there only if it may read it', async () => {
    const put = (IfMatch?: string) =>
      cloud.clientOf('writer').send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', IfMatch }));
    await expect(put('"any"')).rejects.toMatchObject(denied);
    await put();
  });

  it('deletes of many what it may delete', async () => {
    const remove = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }] } });
    const { Errors } = await cloud.clientOf('writer').send(remove);
    expect(Errors).toMatchObject([{ Key: 'a', Code: 'AccessDenied' }]);
    expect(cloud.bucket.read(Bucket, 'a')).toBeDefined();
  });
});
