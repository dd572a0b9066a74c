import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stillTime } from '../still-time.ts';
import { aBucket } from './a-bucket.ts';

let cloud: Awaited<ReturnType<typeof aBucket>>;
const Bucket = 'site';

stillTime();
beforeAll(async () => {
  cloud = await aBucket({ uploader: ['s3:PutObject arn:aws:s3:::site/incoming/1'] });
});
afterAll(() => cloud.close());

const presign = (options: Partial<PresignedPostOptions> = {}, principal = 'operator') =>
  createPresignedPost(cloud.clientOf(principal), { Bucket, Key: 'incoming/1', ...options });

type Post = Awaited<ReturnType<typeof presign>>;

async function send(
  { url, fields }: Post,
  more: Record<string, string> = {},
  file: string | Blob | undefined = 'picture',
  name = 'ছবি.png',
) {
  const form = new FormData();
  for (const [field, value] of Object.entries({ ...fields, ...more })) form.append(field, value);
  if (file !== undefined) form.append('file', new Blob([file]), name);
  const response = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const text = await response.text();
  return {
    status: response.status,
    text,
    headers: response.headers,
    code: /<Code>(.*)<\/Code>/.exec(text)?.[1],
  };
}

const denied = { status: 403, code: 'AccessDenied' };

describe('uploading by a presigned form', () => {
  it('stores the file as the form describes it', async () => {
    const Fields = { 'Content-Type': 'image/png', 'x-amz-meta-title': 'খবর', 'Cache-Control': 'no-store' };
    expect(await send(await presign({ Fields }))).toMatchObject({ status: 204, code: undefined });
    const object = cloud.bucket.read(Bucket, 'incoming/1');
    expect(object?.body.toString()).toBe('picture');
    expect(object).toMatchObject({
      headers: { 'content-type': 'image/png', 'cache-control': 'no-store' },
      metadata: { title: 'খবর' },
    });
  });

  it('keeps binary files whole', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);
    await send(await presign(), {}, new Blob([bytes]));
    expect(cloud.bucket.read(Bucket, 'incoming/1')?.body.equals(bytes)).toBe(true);
  });

  it('puts the name of the file into the key', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how S3 spells it
    await send(await presign({ Key: 'named/${filename}' }), {}, 'x', '../../$& ছবি.png');
    expect(cloud.bucket.read(Bucket, 'named/$& ছবি.png')).toBeDefined();
  });

  it('holds the policy against the key with the name of the file in it', async () => {
    const post = await presign({
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how S3 spells it
      Key: 'named/${filename}',
      Conditions: [['starts-with', '$key', 'named/photo-']],
    });
    expect(await send(post, {}, 'x', 'photo-1.png')).toMatchObject({ status: 204 });
    expect(await send(post, {}, 'x', 'video-1.mp4')).toMatchObject(denied);
  });

  it('refuses tags by name', async () => {
    const post = await presign({ Fields: { tagging: '<Tagging/>' } });
    expect(await send(post)).toMatchObject({ status: 501, code: 'NotImplemented' });
  });

  it('answers as the form asks', async () => {
    const created = await send(await presign({ Fields: { success_action_status: '201' } }));
    expect(created).toMatchObject({ status: 201 });
    expect(created.text).toContain('<Key>incoming/1</Key>');
    const Fields = { success_action_redirect: 'http://127.0.0.1:1/done?a=b' };
    const redirected = await send(await presign({ Fields }));
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:1\/done\?a=b&bucket=site&key=incoming%2F1&etag=/,
    );
  });

  it('refuses a form that is not as it was signed', async () => {
    const post = await presign({ Fields: { 'Content-Type': 'image/png' } });
    expect(await send(post, { 'Content-Type': 'text/html' })).toMatchObject(denied);
    expect(await send(post, { key: 'elsewhere' })).toMatchObject(denied);
    expect(await send({ ...post, url: post.url.replace(/site/, 'other') })).toMatchObject(denied);
    const { 'Content-Type': _, ...others } = post.fields;
    expect(await send({ ...post, fields: others })).toMatchObject(denied);
  });

  it('refuses a field the policy does not speak of, unless it is to be ignored', async () => {
    const post = await presign();
    expect(await send(post, { 'x-amz-meta-extra': '1' })).toMatchObject(denied);
    expect(await send(post, { 'Cache-Control': 'x' })).toMatchObject(denied);
    expect(await send(post, { 'x-ignore-this': '1' })).toMatchObject({ status: 204 });
  });

  it('holds every condition', async () => {
    const post = await presign({
      Conditions: [
        ['content-length-range', 3, 5],
        ['starts-with', '$Content-Type', 'image/'],
        ['eq', '$x-amz-meta-kind', 'lead'],
      ],
    });
    const good = { 'Content-Type': 'image/webp', 'x-amz-meta-kind': 'lead' };
    expect(await send(post, good, '1234')).toMatchObject({ status: 204 });
    expect(await send(post, good, '12')).toMatchObject({ status: 400, code: 'EntityTooSmall' });
    expect(await send(post, good, '123456')).toMatchObject({ status: 400, code: 'EntityTooLarge' });
    expect(await send(post, { ...good, 'Content-Type': 'text/html' }, '1234')).toMatchObject(denied);
    expect(await send(post, { ...good, 'Content-Type': 'image/png,text/html' }, '1234')).toMatchObject(
      denied,
    );
    expect(await send(post, { ...good, 'x-amz-meta-kind': 'lead2' }, '1234')).toMatchObject(denied);
    expect(await send(post, { 'Content-Type': 'image/png' }, '1234')).toMatchObject(denied);
  });

  it('is over when the policy expires', async () => {
    const post = await presign({ Expires: 60 });
    cloud.clock.turnTo(Date.now() + 61_000);
    expect(await send(post)).toMatchObject(denied);
    cloud.clock.turnTo(Date.now());
    expect(await send(post)).toMatchObject({ status: 204 });
  });

  it('needs the signature of a key this cloud knows', async () => {
    const post = await presign();
    const signature = (post.fields['X-Amz-Signature'] ?? '').replace(/^./, (c) => (c === '0' ? '1' : '0'));
    expect(await send(post, { 'X-Amz-Signature': signature })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    const policy = Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64');
    expect(await send(post, { Policy: policy })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    const credential = post.fields['X-Amz-Credential']?.replace(/^[^/]+/, 'AKIAUNKNOWN') ?? '';
    expect(await send(post, { 'X-Amz-Credential': credential })).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    });
    expect(await send({ ...post, fields: { key: 'incoming/1' } })).toMatchObject(denied);
  });

  it('gives the uploader the rights of who signed', async () => {
    expect(await send(await presign({}, 'uploader'))).toMatchObject({ status: 204 });
    expect(await send(await presign({ Key: 'incoming/2' }, 'uploader'))).toMatchObject(denied);
  });

  it('needs a file', async () => {
    const { url, fields } = await presign();
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    const response = await fetch(url, { method: 'POST', body: form });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('<Code>InvalidArgument'),
    ]);
  });
});
