import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
let s3: S3Client;
const Bucket = 'site';
const failed = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };

beforeAll(async () => {
  cloud = await aBucket();
  s3 = cloud.s3;
});
afterAll(() => cloud.close());

const put = (Key: string, Body: string, more = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

describe('writing on a condition', () => {
  it('lets exactly one of twenty first writers win', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => put('race', `writer ${i}`, { IfNoneMatch: '*' })),
    );
    const winners = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [`writer ${i}`] : []));
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(failed);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'race' }));
    expect(await Body?.transformToString()).toBe(winners[0]);
  });

  it('lets exactly one of twenty swaps of the same object win', async () => {
    const { ETag } = await put('swap', 'start');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => put('swap', `swap ${i}`, { IfMatch: ETag })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses an ETag that is not the newest, and knows one without quotes', async () => {
    const { ETag } = await put('stale', 'one');
    const { ETag: second } = await put('stale', 'two', { IfMatch: ETag });
    await expect(put('stale', 'three', { IfMatch: ETag })).rejects.toMatchObject(failed);
    await put('stale', 'three', { IfMatch: second?.replaceAll('"', '') });
  });

  it('finds no object to match where there is none', async () => {
    await expect(put('none', 'x', { IfMatch: '"abc"' })).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('deletes only what it names', async () => {
    const { ETag } = await put('delete', 'one');
    const remove = (IfMatch?: string) => s3.send(new DeleteObjectCommand({ Bucket, Key: 'delete', IfMatch }));
    await expect(remove('"other"')).rejects.toMatchObject(failed);
    await remove(ETag);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'delete' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });
});

describe('reading on a condition', () => {
  const hour = 3_600_000;
  const get = (more: object) => s3.send(new GetObjectCommand({ Bucket, Key: 'read', ...more }));
  const unchanged = { $metadata: { httpStatusCode: 304 } };

  it('says nothing new is there', async () => {
    const { ETag } = await put('read', 'text');
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject(unchanged);
    await expect(get({ IfModifiedSince: new Date() })).rejects.toMatchObject(unchanged);
    expect(await get({ IfNoneMatch: '"other"' })).toMatchObject({ ETag });
    expect(await get({ IfModifiedSince: new Date(Date.now() - hour) })).toMatchObject({ ETag });
  });

  it('refuses what is not the object meant', async () => {
    const { ETag } = await put('read', 'text');
    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject(failed);
    await expect(get({ IfUnmodifiedSince: new Date(Date.now() - hour) })).rejects.toMatchObject(failed);
    expect(await get({ IfMatch: ETag, IfUnmodifiedSince: new Date(Date.now() - hour) })).toMatchObject({
      ETag,
    });
  });

  it('lets the ETag decide where a date is given too', async () => {
    const { ETag } = await put('read', 'text');
    await expect(get({ IfNoneMatch: ETag, IfModifiedSince: new Date(0) })).rejects.toMatchObject(unchanged);
    expect(await get({ IfNoneMatch: '"other"', IfModifiedSince: new Date() })).toMatchObject({ ETag });
  });
});
