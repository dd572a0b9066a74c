import { request } from 'node:http';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stillTime } from '../still-time.ts';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
let s3: S3Client;
const Bucket = 'site';
const Key = 'ছবি/a b+c.txt';

stillTime();
beforeAll(async () => {
  cloud = await aBucket({ writer: ['s3:PutObject arn:aws:s3:::site/own'] });
  s3 = cloud.s3;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'text', ContentType: 'text/plain' }));
});
afterAll(() => cloud.close());

/** A client that signs no checksum of the empty body it has when it signs a URL for a later one. */
const signer = (principal = 'operator') =>
  cloud.clientOf(principal, { requestChecksumCalculation: 'WHEN_REQUIRED' });

async function answer(sent: Promise<Response>) {
  const response = await sent;
  const text = await response.text();
  const type = response.headers.get('content-type');
  return { status: response.status, type, text, code: /<Code>(.*)<\/Code>/.exec(text)?.[1] };
}

describe('a presigned URL', () => {
  it('reads an object', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/x' }));
    expect(await answer(fetch(url))).toMatchObject({ status: 200, type: 'text/x', text: 'text' });
  });

  it('writes an object, described as it was signed', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'written', Metadata: { by: 'writer' } });
    const url = await getSignedUrl(signer(), command);
    const response = await answer(fetch(url, { method: 'PUT', body: 'hello' }));
    expect([response.status, response.code]).toEqual([200, undefined]);
    expect(cloud.bucket.read(Bucket, 'written')).toMatchObject({ metadata: { by: 'writer' } });
    expect(cloud.bucket.read(Bucket, 'written')?.body.toString()).toBe('hello');
  });

  it('is good for nothing but what it was signed for', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }));
    const refused = { status: 403, code: 'SignatureDoesNotMatch' };
    expect(await answer(fetch(url, { method: 'PUT', body: 'x' }))).toMatchObject(refused);
    expect(await answer(fetch(url.replace('a%20b', 'a%20c')))).toMatchObject(refused);
    expect(await answer(fetch(`${url}&response-content-type=text/html`))).toMatchObject(refused);
    expect(await answer(fetch(url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=90000')))).toMatchObject(
      refused,
    );
  });

  it('is good only for as long as it says', async () => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 60 });
    cloud.clock.turnTo(Date.now() + 59_000);
    expect(await answer(fetch(url))).toMatchObject({ status: 200 });
    cloud.clock.turnTo(Date.now() + 61_000);
    expect(await answer(fetch(url))).toMatchObject({ status: 403, code: 'AccessDenied' });
    cloud.clock.turnTo(Date.now());
    expect(await answer(fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801')))).toMatchObject({
      status: 400,
      code: 'AuthorizationQueryParametersError',
    });
  });

  it('holds the checksum it was signed with', async () => {
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'summed', Body: 'this' }));
    expect(await answer(fetch(url, { method: 'PUT', body: 'that' }))).toMatchObject({
      status: 400,
      code: 'BadDigest',
    });
    expect(await answer(fetch(url, { method: 'PUT', body: 'this' }))).toMatchObject({ status: 200 });
  });

  it('holds its signed headers', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'typed', ContentType: 'image/png' });
    const url = await getSignedUrl(signer(), command, { signableHeaders: new Set(['content-type']) });
    const send = (type: string) =>
      answer(fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': type } }));
    expect(await send('text/html')).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(await send('image/png')).toMatchObject({ status: 200 });
  });

  it('takes no x-amz header that was not signed', async () => {
    const url = await getSignedUrl(signer(), new PutObjectCommand({ Bucket, Key: 'sneaked' }));
    const headers = { 'x-amz-meta-a': 'b' };
    expect(await answer(fetch(url, { method: 'PUT', body: 'x', headers }))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });

  it('gives no more than its signer has', async () => {
    const writer = signer('writer');
    const put = (key: string) => getSignedUrl(writer, new PutObjectCommand({ Bucket, Key: key }));
    expect(await answer(fetch(await put('own'), { method: 'PUT', body: 'x' }))).toMatchObject({
      status: 200,
    });
    expect(await answer(fetch(await put('other'), { method: 'PUT', body: 'x' }))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });
});

describe('a request without a signature', () => {
  it('is refused, whatever it asks for', async () => {
    const refused = { status: 403, code: 'AccessDenied' };
    const url = `${cloud.url}/${Bucket}/${encodeURIComponent(Key)}`;
    expect(await answer(fetch(url))).toMatchObject(refused);
    expect(await answer(fetch(url, { method: 'PUT', body: 'x' }))).toMatchObject(refused);
    expect(await answer(fetch(`${cloud.url}/`))).toMatchObject(refused);
    expect(await answer(fetch(`${cloud.url}/${Bucket}`, { method: 'POST', body: 'x' }))).toMatchObject(
      refused,
    );
  });

  it('is refused in the old signature version too', async () => {
    const url = `${cloud.url}/${Bucket}/a?AWSAccessKeyId=AKIA&Signature=x&Expires=9999999999`;
    expect(await answer(fetch(url))).toMatchObject({ status: 400, code: 'InvalidRequest' });
  });
});

describe('a bucket named by its host', () => {
  it('is the same bucket', async () => {
    const { port } = cloud;
    const virtual = cloud.clientOf('operator', { endpoint: `http://localhost:${port}` });
    const url = new URL(await getSignedUrl(virtual, new GetObjectCommand({ Bucket, Key })));
    expect(url.hostname).toBe('site.localhost');
    const text = await new Promise<string>((done, failed) => {
      const options = {
        host: '127.0.0.1',
        port,
        path: url.pathname + url.search,
        headers: { host: url.host },
      };
      request(options, (response) => {
        response.setEncoding('utf8').on('data', done);
      })
        .on('error', failed)
        .end();
    });
    expect(text).toBe('text');
  });
});

describe('metadata that is not ASCII', () => {
  it('is taken as UTF-8 bytes or as an RFC 2047 word, and goes out as the word', async () => {
    const word = `=?UTF-8?B?${Buffer.from('খবর').toString('base64')}?=`;
    await s3.send(new PutObjectCommand({ Bucket, Key: 'word', Metadata: { title: word } }));
    expect(cloud.bucket.read(Bucket, 'word')?.metadata).toEqual({ title: 'খবর' });
    const { Metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: 'word' }));
    expect(Metadata).toEqual({ title: word });
  });
});
