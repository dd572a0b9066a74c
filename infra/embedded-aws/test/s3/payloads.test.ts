import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keyring } from '../../src/credentials.ts';
import { checkedSums } from '../../src/s3/checksums.ts';
import { chunkCheckOf } from '../../src/s3/chunk-signature.ts';
import { readChunks } from '../../src/s3/chunked.ts';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
let s3: S3Client;
const Bucket = 'site';

beforeAll(async () => {
  cloud = await aBucket();
  s3 = cloud.s3;
});
afterAll(() => cloud.close());

const put = (Key: string, more: object) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: 'খবর', ...more }));

describe('checksums', () => {
  // The check values of the published algorithms, over the text 123456789.
  it.each([
    ['x-amz-checksum-crc32', 'y/Q5Jg=='],
    ['x-amz-checksum-crc32c', '4waSgw=='],
    ['x-amz-checksum-crc64nvme', 'rosUhgp5mIg='],
    ['x-amz-checksum-sha1', '98O8HYCOBHMq32eZZczDTKeuNEE='],
    ['x-amz-checksum-sha256', 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU='],
  ])('%s is right', (name, right) => {
    expect(checkedSums({ [name]: right }, Buffer.from('123456789'))).toEqual({ [name]: right });
  });

  it.each([
    ['ChecksumCRC32', 'AAAAAA=='],
    ['ChecksumCRC32C', 'AAAAAA=='],
    ['ChecksumCRC64NVME', 'AAAAAAAAAAA='],
    ['ChecksumSHA1', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['ChecksumSHA256', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['ContentMD5', 'AAAAAAAAAAAAAAAAAAAAAA=='],
  ])('refuse a body that does not fit its %s', async (name, wrong) => {
    await expect(put('wrong', { [name]: wrong })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'wrong' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('refuse what is no checksum at all', async () => {
    await expect(put('wrong', { ContentMD5: 'zzz' })).rejects.toMatchObject({ name: 'InvalidDigest' });
    await expect(put('wrong', { ChecksumCRC32: 'AA==' })).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('are kept and given back to who asks', async () => {
    const ChecksumSHA256 = createHash('sha256').update('খবর').digest('base64');
    await put('kept', { ChecksumSHA256 });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'kept', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ChecksumSHA256, ChecksumType: 'FULL_OBJECT' });
  });

  it('are made where the client sent none', async () => {
    const quiet = cloud.clientOf('operator', { requestChecksumCalculation: 'WHEN_REQUIRED' });
    await quiet.send(new PutObjectCommand({ Bucket, Key: 'quiet', Body: 'x' }));
    const { ChecksumCRC64NVME } = await s3.send(
      new HeadObjectCommand({ Bucket, Key: 'quiet', ChecksumMode: 'ENABLED' }),
    );
    expect(ChecksumCRC64NVME).toBeDefined();
  });
});

describe('bodies in chunks', () => {
  it('are put together, with a trailing checksum, from a stream', async () => {
    const pieces = Array.from({ length: 30 }, (_, i) => Buffer.alloc(10_000, i));
    const whole = Buffer.concat(pieces);
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: Readable.from(pieces),
        ContentLength: whole.length,
        ContentEncoding: 'gzip',
      }),
    );
    const object = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? '').equals(whole)).toBe(true);
    expect(object.ContentEncoding).toBe('gzip');
  });

  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32('hello'));

  it('carry their trailing headers', () => {
    const { body, trailer } = readChunks(
      Buffer.from(`3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:${sum.toString('base64')}\r\n\r\n`),
      undefined,
    );
    expect(body.toString()).toBe('hello');
    expect(trailer).toEqual({ 'x-amz-checksum-crc32': sum.toString('base64') });
  });

  it.each(['', '5\r\nhel', '5\r\nhelloXX0\r\n\r\n', 'z\r\n', '5\r\nhello\r\n'])(
    'are refused when cut: %j',
    (body) => {
      expect(() => readChunks(Buffer.from(body), undefined)).toThrow(
        expect.objectContaining({ code: 'IncompleteBody' }),
      );
    },
  );
});

describe('signed chunks', () => {
  // The example of the Signature Version 4 reference: 65 KB of the letter a, in two chunks and an empty one.
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const keyring = { find: () => ({ principal: 'someone', secret }) } as unknown as Keyring;
  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const request = {
    method: 'PUT',
    host: 's3.amazonaws.com',
    path: '/examplebucket/chunkObject.txt',
    query: '',
    headers: {
      'x-amz-date': '20130524T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host,Signature=${seed}`,
    },
    body: Buffer.alloc(0),
    principal: 'someone',
  };
  const chunk = (size: number, signature: string) =>
    `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}\r\n`;
  const first = chunk(65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648');
  const second = chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497');
  const last = chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9');
  const read = (body: string) => readChunks(Buffer.from(body), chunkCheckOf(request, keyring)).body;

  it('are accepted as signed', () => {
    expect(read(first + second + last).toString()).toBe('a'.repeat(66_560));
  });

  it('are refused when one is changed, left out or swapped', () => {
    const refused = expect.objectContaining({ code: 'SignatureDoesNotMatch' });
    expect(() => read(first.replace('aaaa', 'aaab') + second + last)).toThrow(refused);
    expect(() => read(second + last)).toThrow(refused);
    expect(() => read(first + last)).toThrow(refused);
  });
});
