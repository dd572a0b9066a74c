import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  PutBucketCorsCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
const Bucket = 'site';
const page = 'https://page.example.test';
const rule = {
  AllowedOrigins: [page],
  AllowedMethods: ['POST', 'GET'],
  AllowedHeaders: ['x-amz-*'],
  MaxAgeSeconds: 60,
};

beforeAll(async () => {
  cloud = await aBucket();
  await cloud.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
});
afterAll(() => cloud.close());

const allowedOrigin = (response: Response) => response.headers.get('access-control-allow-origin');

describe('a page of another origin', () => {
  it('may upload if the bucket says so', async () => {
    const { url, fields } = await createPresignedPost(cloud.s3, { Bucket, Key: 'a' });
    const send = (origin: string) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', 'x');
      return fetch(url, { method: 'POST', body: form, headers: { origin } });
    };
    expect(allowedOrigin(await send(page))).toBe(page);
    expect(allowedOrigin(await send('https://elsewhere.test'))).toBeNull();
  });

  it('may see errors too', async () => {
    const url = await getSignedUrl(cloud.s3, new GetObjectCommand({ Bucket, Key: 'none' }));
    const response = await fetch(url, { headers: { origin: page } });
    expect([response.status, allowedOrigin(response)]).toEqual([404, page]);
  });

  it('may ask first', async () => {
    const ask = (origin: string, method: string, names = '') =>
      fetch(`${cloud.url}/${Bucket}/a`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': names,
        },
      });
    const answer = await ask(page, 'POST', 'X-Amz-Date');
    expect([answer.status, allowedOrigin(answer), answer.headers.get('access-control-max-age')]).toEqual([
      200,
      page,
      '60',
    ]);
    expect((await ask(page, 'PUT')).status).toBe(403);
    expect((await ask('https://elsewhere.test', 'POST')).status).toBe(403);
    expect((await ask(page, 'POST', 'authorization')).status).toBe(403);
  });
});

describe('the rules of a bucket', () => {
  it('are shown, and gone when deleted', async () => {
    const { CORSRules } = await cloud.s3.send(new GetBucketCorsCommand({ Bucket }));
    expect(CORSRules).toEqual([rule]);
    await cloud.s3.send(new DeleteBucketCorsCommand({ Bucket }));
    await expect(cloud.s3.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
  });
});
