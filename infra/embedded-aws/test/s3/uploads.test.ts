import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
let s3: S3Client;
const Bucket = 'site';
const big = Buffer.alloc(5 * 1024 * 1024, 'a');

beforeAll(async () => {
  cloud = await aBucket();
  s3 = cloud.s3;
});
afterAll(() => cloud.close());

const open = async (Key: string, more = {}) => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  const upload = { Bucket, Key, UploadId };
  const part = async (PartNumber: number, Body: Uint8Array | string) => {
    const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    return { PartNumber, ETag };
  };
  const complete = (Parts: { PartNumber: number; ETag: string | undefined }[], conditions = {}) =>
    s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...conditions }));
  return { upload, part, complete };
};

describe('uploading in parts', () => {
  it('puts the parts together under an ETag of its own form', async () => {
    const { part, complete } = await open('whole', { ContentType: 'video/mp4', Metadata: { a: 'b' } });
    const last = await part(3, 'শেষ');
    const first = await part(1, big);
    const { ETag } = await complete([first, last]);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const object = await s3.send(new GetObjectCommand({ Bucket, Key: 'whole' }));
    expect(object).toMatchObject({ ETag, ContentType: 'video/mp4', Metadata: { a: 'b' } });
    expect(
      Buffer.from((await object.Body?.transformToByteArray()) ?? '').equals(
        Buffer.concat([big, Buffer.from('শেষ')]),
      ),
    ).toBe(true);
  });

  it('takes a part from another object', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: '0123456789' }));
    const { upload, complete } = await open('copied');
    const CopySource = `${Bucket}/source`;
    const { CopyPartResult } = await s3.send(
      new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource, CopySourceRange: 'bytes=2-4' }),
    );
    await complete([{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
    expect(cloud.bucket.read(Bucket, 'copied')?.body.toString()).toBe('234');
    const refused = await open('refused-copy');
    const copy = (CopySourceRange: string) =>
      s3.send(new UploadPartCopyCommand({ ...refused.upload, PartNumber: 1, CopySource, CopySourceRange }));
    await expect(copy('bytes=2-')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy('2-4')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy('bytes=2-10')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('lists the parts there are', async () => {
    const { upload, part } = await open('listed');
    const { ETag } = await part(2, 'b');
    await part(5, 'e');
    const { Parts, IsTruncated } = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
    expect(Parts).toMatchObject([{ PartNumber: 2, ETag, Size: 1 }]);
    expect(IsTruncated).toBe(true);
  });

  it('refuses parts that are unknown, out of order or too small', async () => {
    const { part, complete } = await open('refused');
    const [one, two] = [await part(1, 'a'), await part(2, 'b')];
    await expect(complete([{ PartNumber: 9, ETag: '"x"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete([two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(complete([one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'refused' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('holds and gives the checksum it was opened with', async () => {
    const opened = new CreateMultipartUploadCommand({ Bucket, Key: 'told', ChecksumAlgorithm: 'CRC32' });
    expect(await s3.send(opened)).toMatchObject({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE' });
    const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
    const { upload, complete } = await open('summed', { ChecksumAlgorithm: 'SHA256' });
    const part = async (PartNumber: number, Body: string | Uint8Array) => {
      const input = { ...upload, PartNumber, Body, ChecksumAlgorithm: 'SHA256' as const };
      const { ETag, ChecksumSHA256 } = await s3.send(new UploadPartCommand(input));
      return { PartNumber, ETag, ChecksumSHA256 };
    };
    await expect(
      s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x', ChecksumAlgorithm: 'CRC32' })),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
    const parts = [await part(1, big), await part(2, 'end')] as const;
    const [first, { ETag }] = parts;
    await expect(complete([first, { PartNumber: 2, ETag }])).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    const other = { ...parts[1], ChecksumSHA256: first.ChecksumSHA256 };
    await expect(complete([first, other])).rejects.toMatchObject({ name: 'InvalidPart' });
    const ChecksumSHA256 = `${sha256(Buffer.concat([sha256(big), sha256('end')])).toString('base64')}-2`;
    expect(await complete([...parts])).toMatchObject({ ChecksumSHA256, ChecksumType: 'COMPOSITE' });
    const head = new HeadObjectCommand({ Bucket, Key: 'summed', ChecksumMode: 'ENABLED' });
    expect(await s3.send(head)).toMatchObject({ ChecksumSHA256, ChecksumType: 'COMPOSITE' });
  });

  it('completes on a condition', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'there', Body: 'first' }));
    const { part, complete } = await open('there');
    const one = await part(1, 'second');
    await expect(complete([one], { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(cloud.bucket.read(Bucket, 'there')?.body.toString()).toBe('first');
  });

  it('is over once aborted or completed', async () => {
    const { upload, part, complete } = await open('over');
    const one = await part(1, 'x');
    await complete([one]);
    await expect(part(2, 'y')).rejects.toMatchObject({ name: 'NoSuchUpload' });
    const other = await open('aborted');
    await s3.send(new AbortMultipartUploadCommand(other.upload));
    await expect(other.part(1, 'x')).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(s3.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  it('is over with its bucket', async () => {
    const bucket = { Bucket: 'passing' };
    await s3.send(new CreateBucketCommand(bucket));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...bucket, Key: 'k' }));
    await s3.send(new DeleteBucketCommand(bucket));
    await s3.send(new CreateBucketCommand(bucket));
    const part = new UploadPartCommand({ ...bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x' });
    await expect(s3.send(part)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});
