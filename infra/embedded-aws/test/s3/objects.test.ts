import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
let s3: S3Client;
const Bucket = 'site';

beforeAll(async () => {
  cloud = await aBucket();
  s3 = cloud.s3;
});
afterAll(() => cloud.close());

const put = (Key: string, Body: string | Uint8Array = 'খবর', more = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more = {}) => {
  const object = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...object, text: await object.Body?.transformToString() };
};

describe('buckets', () => {
  it('are made, found, listed and deleted', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'another-one' }));
    await s3.send(new HeadBucketCommand({ Bucket: 'another-one' }));
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['another-one', 'site']);
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: 'another-one' }));
    expect(LocationConstraint).toBe('ap-south-1');
    await s3.send(new DeleteBucketCommand({ Bucket: 'another-one' }));
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'another-one' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('are not made twice, not deleted while they hold objects, and need a proper name', async () => {
    await put('kept');
    const make = (name: string) => s3.send(new CreateBucketCommand({ Bucket: name }));
    await expect(make(Bucket)).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    await expect(make('No_Capitals')).rejects.toMatchObject({ name: 'InvalidBucketName' });
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
  });
});

describe('objects', () => {
  it.each([
    'national/খবর-আজ.html',
    'a b+c%20d%.txt',
    'x//y/../z/./..',
    '/leading',
    'ক'.repeat(341),
    `!'()*~&=?#;:@$,é`,
    'decomposed e\u0301',
  ])('round-trip under the exact key %j', async (key) => {
    await put(key, key);
    expect((await get(key)).text).toBe(key);
  });

  it('keep their description and give it back', async () => {
    const described = {
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 's-maxage=30',
      ContentDisposition: 'inline; filename="a.html"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'bn',
      Expires: new Date('2030-01-01T00:00:00Z'),
      Metadata: { revision: '3', 'cache-tag': 'a-1,front' },
    };
    await put('described', 'text', described);
    const {
      ContentType,
      CacheControl,
      ContentDisposition,
      ContentEncoding,
      ContentLanguage,
      Metadata,
      ExpiresString,
    } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'described' }));
    const { Expires, ...expected } = described;
    expect({
      ContentType,
      CacheControl,
      ContentDisposition,
      ContentEncoding,
      ContentLanguage,
      Metadata,
    }).toEqual(expected);
    expect(ExpiresString).toBe(Expires.toUTCString());
  });

  it('have their MD5 as ETag, a size and the type the client gave', async () => {
    const { ETag } = await put('plain', 'খবর');
    expect(ETag).toBe(`"${createHash('md5').update('খবর').digest('hex')}"`);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'plain' }));
    expect(head).toMatchObject({ ETag, ContentLength: 9, ContentType: 'application/octet-stream' });
  });

  it('may be empty, and binary', async () => {
    await put('empty', '');
    expect((await get('empty')).text).toBe('');
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    await put('binary', bytes);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'binary' }));
    expect(await Body?.transformToByteArray()).toEqual(bytes);
  });

  it('are replaced whole', async () => {
    await put('twice', 'one', { Metadata: { a: '1' }, ContentType: 'text/a' });
    await put('twice', 'two');
    expect(await get('twice')).toMatchObject({
      text: 'two',
      Metadata: {},
      ContentType: 'application/octet-stream',
    });
  });

  it('are gone after a delete, which may be repeated', async () => {
    await put('gone');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await expect(get('gone')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('are deleted many at a time', async () => {
    await Promise.all(['m/1', 'm/<2>&', 'm/৩'].map((key) => put(key)));
    const Objects = [{ Key: 'm/1' }, { Key: 'm/<2>&' }, { Key: 'm/৩' }, { Key: 'm/none' }];
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    expect(Errors).toBeUndefined();
    await expect(get('m/<2>&')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('are copied with their description or with a new one', async () => {
    await put('from/ক খ', 'text', { Metadata: { a: '1' } });
    const CopySource = `${Bucket}/${encodeURIComponent('from/ক খ')}`;
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource }));
    expect(await get('to')).toMatchObject({ text: 'text', Metadata: { a: '1' } });
    const MetadataDirective = 'REPLACE';
    await s3.send(
      new CopyObjectCommand({ Bucket, Key: 'to', CopySource, MetadataDirective, Metadata: { b: '2' } }),
    );
    expect((await get('to')).Metadata).toEqual({ b: '2' });
  });

  it('are copied with their checksum or with the one asked for', async () => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
    await put('summed', 'text', { ChecksumAlgorithm: 'SHA1' });
    const copy = async (ChecksumAlgorithm?: 'SHA256') => {
      const input = { Bucket, Key: 'copy', CopySource: `${Bucket}/summed`, ChecksumAlgorithm };
      const { CopyObjectResult } = await s3.send(new CopyObjectCommand(input));
      const { ChecksumSHA1, ChecksumSHA256 } = await s3.send(
        new HeadObjectCommand({ Bucket, Key: 'copy', ChecksumMode: 'ENABLED' }),
      );
      expect(CopyObjectResult).toMatchObject({
        ChecksumType: 'FULL_OBJECT',
        ...(ChecksumSHA1 ? { ChecksumSHA1 } : {}),
      });
      return [ChecksumSHA1, ChecksumSHA256];
    };
    expect(await copy()).toEqual([createHash('sha1').update('text').digest('base64'), undefined]);
    expect(await copy('SHA256')).toEqual([undefined, sha256('text')]);
  });

  it('are read in part', async () => {
    await put('ten', '0123456789');
    const range = async (Range: string) => {
      const { text, ContentRange, $metadata } = await get('ten', { Range });
      return [$metadata.httpStatusCode, text, ContentRange];
    };
    expect(await range('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await range('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await range('bytes=-2')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await range('bytes=8-99')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await range('nonsense')).toEqual([200, '0123456789', undefined]);
    await expect(range('bytes=10-')).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('are answered with the headers a reader asks for', async () => {
    await put('asked', 'x', { ContentType: 'text/a' });
    const object = await get('asked', { ResponseContentType: 'text/b', ResponseCacheControl: 'no-store' });
    expect(object).toMatchObject({ ContentType: 'text/b', CacheControl: 'no-store' });
  });

  it('are given a name by a reader only as a header can carry it', async () => {
    await put('asked', 'x');
    const named = (name: string) => get('asked', { ResponseContentDisposition: `attachment; ${name}` });
    await expect(named('filename="ছবি.png"')).rejects.toMatchObject({ name: 'InvalidArgument' });
    const [latin, encoded] = ['filename="café.png"', `filename*=UTF-8''${encodeURIComponent('ছবি.png')}`];
    expect((await named(latin)).ContentDisposition).toBe(`attachment; ${latin}`);
    expect((await named(encoded)).ContentDisposition).toBe(`attachment; ${encoded}`);
  });

  it('keep a name that is not ASCII', async () => {
    const bytes = Buffer.from('attachment; filename="ছবি.png"').toString('latin1');
    await put('named', 'x', { ContentDisposition: bytes });
    expect((await get('named')).ContentDisposition).toBe(bytes);
  });

  it('are read as a CDN reads them', async () => {
    await put('cdn', 'page', { ContentType: 'text/html', Metadata: { 'cache-tag': 'a' } });
    const stored = cloud.bucket.read(Bucket, 'cdn');
    expect(stored?.body.toString()).toBe('page');
    expect(stored).toMatchObject({
      headers: { 'content-type': 'text/html' },
      metadata: { 'cache-tag': 'a' },
    });
    expect(cloud.bucket.read(Bucket, 'none')).toBeUndefined();
  });

  it('have keys of at most 1,024 bytes', async () => {
    await expect(put('ক'.repeat(342))).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it('have metadata of at most 2 KB', async () => {
    await expect(put('fat', 'x', { Metadata: { a: 'b'.repeat(2048) } })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
    });
  });
});

describe('what a bucket here cannot do', () => {
  it('is refused by name', async () => {
    const refused = { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } };
    await expect(put('a', 'x', { ACL: 'public-read' })).rejects.toMatchObject(refused);
    await expect(put('a', 'x', { Tagging: 'a=b' })).rejects.toMatchObject(refused);
    await expect(put('a', 'x', { StorageClass: 'GLACIER' })).rejects.toMatchObject(refused);
    await expect(put('a', 'x', { ServerSideEncryption: 'aws:kms' })).rejects.toMatchObject(refused);
    await expect(put('a', 'x', { ObjectLockLegalHoldStatus: 'ON' })).rejects.toMatchObject(refused);
    await expect(get('kept', { VersionId: 'v1' })).rejects.toMatchObject(refused);
    await expect(s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'kept' }))).rejects.toMatchObject(
      refused,
    );
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await expect(
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration })),
    ).rejects.toMatchObject(refused);
    await expect(get('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('is refused on a bucket that is not there', async () => {
    await expect(s3.send(new PutObjectCommand({ Bucket: 'nowhere', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
