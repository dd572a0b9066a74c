import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueArn } from '../../src/sqs/queue-arn.ts';
import { aBucket } from './a-bucket.ts';

const Bucket = 'site';
const rules = ['inbox', 'gone'].map((queue) => ({
  ...{ bucket: Bucket, prefix: 'uploads/', queueArn: queueArn(queue) },
}));
let cloud: Awaited<ReturnType<typeof aBucket>>;
beforeEach(async () => {
  cloud = await aBucket({}, { arrivals: rules });
  await cloud.makeQueue('inbox');
});
afterEach(() => cloud.close());

const put = (Key: string, Body = 'ছবি', more = {}) =>
  cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const told = async () =>
  (await cloud.sqs.receive('inbox', 10)).map(({ body }) => JSON.parse(body)).toSorted(byTime);
const byTime = (a: { time: string }, b: { time: string }) => a.time.localeCompare(b.time);

describe('an object that arrives', () => {
  it('is told of as EventBridge tells of it, its key as it is', async () => {
    const { ETag } = await put('uploads/ক+খ 1.png');
    expect(await told()).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'Object Created',
        source: 'aws.s3',
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: 'ap-south-1',
        resources: ['arn:aws:s3:::site'],
        detail: {
          version: '0',
          bucket: { name: 'site' },
          object: { key: 'uploads/ক+খ 1.png', size: 9, etag: JSON.parse(ETag ?? '') },
          'request-id': expect.any(String),
          requester: '000000000000',
          reason: 'PutObject',
        },
      },
    ]);
  });

  it('is told of however it came', async () => {
    await put('elsewhere');
    await cloud.s3.send(
      new CopyObjectCommand({ Bucket, Key: 'uploads/copied', CopySource: 'site/elsewhere' }),
    );
    const { url, fields } = await createPresignedPost(cloud.s3, { Bucket, Key: 'uploads/posted' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']));
    await fetch(url, { method: 'POST', body: form });
    const Key = 'uploads/in parts';
    const { UploadId } = await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const part = { Bucket, Key, UploadId, PartNumber: 1 };
    const { ETag } = await cloud.s3.send(new UploadPartCommand({ ...part, Body: 'y' }));
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    await cloud.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
    expect(
      Object.fromEntries((await told()).map(({ detail }) => [detail.object.key, detail.reason])),
    ).toEqual({
      'uploads/copied': 'CopyObject',
      'uploads/posted': 'POST Object',
      'uploads/in parts': 'CompleteMultipartUpload',
    });
  });

  it('elsewhere is not told of, nor one that was not stored', async () => {
    await put('other/1');
    await put('uploads/1');
    await expect(put('uploads/1', 'x', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect(await told()).toHaveLength(1);
  });
});
