import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AwsError, region } from 'embedded-aws';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameHeaders, securityHeaders } from '../../infra/edge/headers.ts';
import { inboxOf, parkedOf } from '../../infra/topology/inbox.ts';
import { anAnimation, aPicture } from '../media/a-picture.ts';
import { anHtml, aPictureDesk, send } from '../media/a-picture-desk.ts';
import { problem } from './a-desk.ts';

let desk: Awaited<ReturnType<typeof aPictureDesk>>;
let photo: Buffer;
beforeAll(async () => {
  desk = await aPictureDesk();
  photo = await aPicture({ noise: true }).jpeg().toBuffer();
});
afterAll(() => desk.cloud.close());

const count = () => desk.cloud.aws.sqs.count(inboxOf('media/check-upload'));

describe('a photo', () => {
  it('is asked for, uploaded by a form, checked, and shown without a trace of its camera', async () => {
    const file = await aPicture({ width: 250, height: 300, noise: true })
      .withExif({ IFD3: { GPSLatitude: '24/1 22/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { length: bytes } = file;
    const { id, upload, ...asked } = await desk.wish(
      { kind: 'image', contentType: 'image/jpeg', bytes },
      'reporter',
    );
    expect(asked).toMatchObject({ state: 'waiting', version: 1, kind: 'image', by: 'a-reporter' });
    expect(Date.parse(upload.expiresAt) - Date.parse(asked.requestedAt)).toBe(15 * 60_000);
    expect((await desk.shown(`/media/${id}`)).status).toBe(404);

    expect(await send(upload, file)).toEqual([204, undefined]);
    await desk.cloud.rest();
    expect(await desk.get(id)).toMatchObject({ state: 'ready', version: 2, by: 'a-reporter' });
    expect(await desk.facts(id)).toEqual(['asset.requested', 'asset.ready']);
    expect((await desk.shown(`/media/${id}`)).status).toBe(404);

    expect((await desk.step(await desk.book(id), 'clear')).status).toBe(200);
    const ready = await desk.get(id);
    expect(ready).toMatchObject({ state: 'ready', version: 3, path: `/media/${id}` });
    expect(await desk.facts(id)).toEqual(['asset.requested', 'asset.ready', 'asset.published']);
    const { status, headers, body } = await desk.shown(ready.path);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'image/webp',
      'public, max-age=86400, s-maxage=31536000',
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect([...headers.keys()].filter((name) => name.startsWith('x-amz'))).toEqual([]);
    const { format, width, height, exif } = await sharp(body).metadata();
    expect({ format, width, height, exif }).toEqual({
      format: 'webp',
      width: 300,
      height: 250,
      exif: undefined,
    });
    expect(ready).toMatchObject({ width, height, bytes: body.length, isAnimated: false });
  });

  it('may move', async () => {
    const { isAnimated, path } = await desk.published(await anAnimation(4, { width: 300, height: 250 }));
    expect(isAnimated).toBe(true);
    expect((await sharp((await desk.shown(path)).body, { animated: true }).metadata()).pages).toBe(4);
  });

  it('is what its bytes are, whatever type was declared', async () => {
    const file = await aPicture().png().toBuffer();
    const { state } = await desk.uploaded(file, { kind: 'image', contentType: 'image/jpeg' });
    expect(state).toBe('ready');
  });

  it.each([
    ['HTML that says it is one', '<!DOCTYPE html><script>alert(1)</script>', /no image/],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', /^SVG/],
  ])('is not %s', async (_, file, reason) => {
    const asset = await desk.uploaded(file, { kind: 'image', contentType: 'image/png' });
    expect(asset).toMatchObject({ state: 'refused', version: 2, reason: expect.stringMatching(reason) });
    expect(asset.path).toBeUndefined();
    expect(await desk.facts(asset.id)).toEqual(['asset.requested', 'asset.refused']);
    expect((await desk.shown(`/media/${asset.id}`)).status).toBe(404);
  });
});

describe('an HTML creative', () => {
  it('is shown as it was sent, as a stranger to the site', async () => {
    const file = '<!DOCTYPE html><meta charset="utf-8"><p>ঈদের ছাড়<script>document.title = 1</script>';
    const asset = await desk.published(file, anHtml);
    expect(asset).toMatchObject({ state: 'ready', path: `/frames/${asset.id}`, width: 300, height: 250 });
    const { headers, body } = await desk.shown(asset.path);
    expect(body.toString()).toBe(file);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(Object.fromEntries(Object.keys(frameHeaders).map((name) => [name, headers.get(name)]))).toEqual(
      frameHeaders,
    );
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
  });

  it('is a stranger under its address, and where it is not there', async () => {
    const { path = '', id } = await desk.published('<p>x', anHtml);
    for (const other of [`${path}/`, `${path}?x=1`, `${path}%2F`, '/frames/ast_none', '/frames/'])
      expect((await desk.shown(other)).headers.get('content-security-policy'), other).toBe(
        frameHeaders['content-security-policy'],
      );
    for (const other of ['/', `/media/${id}`, `/x${path}`, '/frames'])
      expect((await desk.shown(other)).headers.get('content-security-policy'), other).toBe(
        securityHeaders['content-security-policy'],
      );
  });

  it('is not there under its address in other letters, which the CDN would take for a page of ours', async () => {
    const { path = '', id } = await desk.published('<p>x', anHtml);
    expect((await desk.shown(path)).status).toBe(200);
    for (const other of [`/%66rames/${id}`, `/frames%2F${id}`, `/frames%2f${id}/`, `/%66%72ames%2F${id}`])
      for (const wanted of ['document', 'iframe', undefined]) {
        const answer = await fetch(
          `${desk.cloud.url}${other}`,
          wanted ? { headers: { 'sec-fetch-dest': wanted } } : {},
        );
        expect(answer.status, `${other} as ${wanted}`).toBe(404);
        expect(await answer.text()).not.toContain('<p>x');
        expect(answer.headers.get('content-security-policy')).toBe(
          securityHeaders['content-security-policy'],
        );
      }
  });

  it('is refused with a reason when it is no text', async () => {
    expect(await desk.uploaded(photo, anHtml)).toMatchObject({
      ...{ state: 'refused', reason: expect.stringMatching(/UTF-8/) },
    });
  });
});

describe('a form for uploading', () => {
  it('lets one key, one type and so many bytes through, as long as it is good', async () => {
    const { id, upload } = await desk.wish({ kind: 'image', contentType: 'image/png' });
    const denied = [403, 'AccessDenied'];
    expect(await send(upload, photo, { key: 'incoming/ast_other' })).toEqual(denied);
    expect(await send(upload, photo, { key: `copies/${id}` })).toEqual(denied);
    expect(await send(upload, photo, { 'Content-Type': 'text/html' })).toEqual(denied);
    expect(await send(upload, photo, { 'Content-Type': undefined })).toEqual(denied);
    expect(await send(upload, photo, { acl: 'public-read' })).toEqual(denied);
    expect(await send(upload, photo, { 'x-amz-meta-status': '301' })).toEqual(denied);
    expect(await send({ ...upload, url: upload.url.replace('private', 'site') }, photo)).toEqual(denied);
    expect(await send(upload, '')).toEqual([400, 'EntityTooSmall']);
    expect(await send(upload, Buffer.alloc(10_000_001))).toEqual([400, 'EntityTooLarge']);
    expect(await desk.get(id)).toMatchObject({ state: 'waiting', version: 1 });
    expect(await send(upload, photo)).toEqual([204, undefined]);
  });

  it('takes exactly as many bytes as were announced', async () => {
    const { upload } = await desk.wish({ kind: 'image', bytes: photo.length });
    expect(await send(upload, photo.subarray(1))).toEqual([400, 'EntityTooSmall']);
    expect(await send(upload, Buffer.concat([photo, Buffer.alloc(1)]))).toEqual([400, 'EntityTooLarge']);
    expect(await send(upload, photo)).toEqual([204, undefined]);
  });

  it('takes 200 KB of HTML', async () => {
    const { upload } = await desk.wish(anHtml);
    expect(await send(upload, 'x'.repeat(200_001))).toEqual([400, 'EntityTooLarge']);
    expect(await send(upload, 'x'.repeat(200_000))).toEqual([204, undefined]);
  });

  it('is over after a quarter of an hour', async () => {
    const own = await aPictureDesk();
    const { upload } = await own.wish();
    await own.cloud.turnBy(14 * 60_000);
    expect(await send(upload, photo)).toEqual([204, undefined]);
    await own.cloud.turnBy(2 * 60_000);
    expect(await send(upload, photo)).toEqual([403, 'AccessDenied']);
    await own.cloud.close();
  });

  it('may be used by the newsroom’s own pages, of which only the desk’s rules allow it', async () => {
    const { upload } = await desk.wish();
    const asked = async (origin: string, method = 'POST') => {
      const headers = { origin, 'access-control-request-method': method };
      return (await fetch(upload.url, { method: 'OPTIONS', headers })).status;
    };
    expect(await asked(desk.cloud.url)).toBe(200);
    expect([await asked(desk.cloud.url, 'GET'), await asked('https://evil.example')]).toEqual([403, 403]);
    const mayConnect = async (path: string) =>
      /connect-src[^;]*/.exec(
        (await desk.cloud.page(path)).headers.get('content-security-policy') ?? '',
      )?.[0];
    const files = new URL(upload.url).origin;
    expect(await mayConnect('/desk/')).toBe(`connect-src 'self' ${files}`);
    expect(await mayConnect('/')).toBe("connect-src 'self'");
  });
});

describe('what was checked', () => {
  it('stays as it is when another file comes by the same form', async () => {
    const { id, upload } = await desk.wish();
    await send(upload, photo);
    await desk.cloud.rest();
    await desk.step(await desk.book(id), 'clear');
    // Its link is another one each time.
    const stored = async () => ({ ...(await desk.get(id)), preview: undefined });
    const [asset, { body }] = [await stored(), await desk.shown(`/media/${id}`)];
    for (const other of [await aPicture({ width: 99, height: 99 }).png().toBuffer(), '<p>x']) {
      expect(await send(upload, other)).toEqual([204, undefined]);
      await desk.cloud.rest();
    }
    expect(await stored()).toEqual(asset);
    expect((await desk.shown(`/media/${id}`)).body.equals(body)).toBe(true);
    expect(await desk.facts(id)).toHaveLength(3);
  });

  it('stays refused when a good file comes by the same form', async () => {
    const { id, upload } = await desk.wish();
    for (const file of ['no image', photo]) {
      await send(upload, file);
      await desk.cloud.rest();
    }
    expect((await desk.get(id)).state).toBe('refused');
    expect((await desk.shown(`/media/${id}`)).status).toBe(404);
  });

  it('is the first file that arrived, whatever came between two halves of a check', async () => {
    const other = await aPicture({ width: 640, height: 360, noise: true }).jpeg().toBuffer();
    let between: (() => Promise<unknown>) | undefined;
    const own = await aPictureDesk({
      intercept: async (call, go) => {
        if (call.principal !== 'media/check-upload' || call.action !== 'TransactWriteItems' || !between)
          return go();
        const meanwhile = between;
        between = undefined;
        await meanwhile();
        throw new AwsError('InternalServerError', 'the function died here', 500);
      },
    });
    const { id, upload } = await own.wish();
    between = () => send(upload, other);
    await send(upload, photo);
    await own.cloud.rest();
    await own.step(await own.book(id), 'clear');
    const asset = await own.get(id);
    const { body } = await own.shown(asset.path);
    const { width, height } = await sharp(body).metadata();
    expect([width, height]).toEqual([300, 250]);
    expect(asset).toMatchObject({ state: 'ready', width, height, bytes: body.length });
    expect(await own.facts(id)).toEqual(['asset.requested', 'asset.ready', 'asset.published']);
    await own.cloud.close();
  });

  it('is said once, though word of it comes ten times at once', async () => {
    const { id, upload } = await desk.wish();
    await Promise.all(Array.from({ length: 10 }, () => send(upload, photo)));
    await desk.cloud.rest();
    expect(await desk.get(id)).toMatchObject({ state: 'ready', version: 2 });
    expect(await desk.facts(id)).toEqual(['asset.requested', 'asset.ready']);
    expect(count()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });
});

describe('an upload that nobody asked for', () => {
  it('is parked for somebody to look at, and shown to nobody', async () => {
    const own = await aPictureDesk();
    const { aws } = own.cloud;
    const s3 = new S3Client({ region, endpoint: aws.url, credentials: aws.operator });
    await s3.send(
      new PutObjectCommand({ Bucket: 'khobor-private', Key: 'incoming/ast_strange', Body: photo }),
    );
    s3.destroy();
    for (let tries = 0; tries < 6; tries++) await own.cloud.turnBy(6 * 60_000 + 1);
    expect(aws.sqs.count(parkedOf('media/check-upload')).visible).toBe(1);
    expect((await own.shown('/media/ast_strange')).status).toBe(404);
    await own.cloud.close();
  });
});

describe('asking to upload', () => {
  it.each(['reporter', 'editor', 'publisher', 'ad-manager'])('is for a %s', async (role) => {
    const { id } = await desk.wish({ kind: 'image' }, role);
    expect((await (await desk.someone(role)).get(`/api/media/${id}`)).status).toBe(200);
  });

  it('is for nobody without a role, nor without a token', async () => {
    const body = { kind: 'image' };
    const reader = await desk.cloud.someone('reader');
    expect(problem(await reader.post('/api/media', body))).toEqual([403, 'forbidden']);
    expect(problem(await reader.get('/api/media/ast_x'))).toEqual([403, 'forbidden']);
    expect((await desk.cloud.send('POST', '/api/media', { body })).status).toBe(401);
    expect((await desk.cloud.send('GET', '/api/media/ast_x')).status).toBe(401);
  });

  it.each([
    [{}, ['/kind']],
    [{ kind: 'video' }, ['/kind']],
    [{ kind: 'html' }, ['/width', '/height']],
    [{ ...anHtml, contentType: 'image/png' }, ['/contentType']],
    [{ ...anHtml, bytes: 200_001 }, ['/bytes']],
    [{ ...anHtml, width: 0, height: 5_000 }, ['/width', '/height']],
    [{ kind: 'image', width: 300 }, ['/width']],
    [{ kind: 'image', contentType: 'image/svg+xml' }, ['/contentType']],
    [{ kind: 'image', contentType: 'text/html', bytes: 0 }, ['/bytes', '/contentType']],
    [{ kind: 'image', bytes: 10_000_001 }, ['/bytes']],
    [{ kind: 'image', id: 'ast_mine' }, ['/id']],
    [{ kind: 'image', state: 'ready' }, ['/state']],
  ])('with %j is refused, and every field named', async (body, pointers) => {
    const reply = await (await desk.someone('ad-manager')).post('/api/media', body);
    expect(problem(reply)).toEqual([400, 'invalid-input']);
    const errors = reply.body.errors as unknown as { pointer: string }[];
    expect(errors.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(pointers));
  });

  it('again with the same key gets the same asset, with a form that is good from now', async () => {
    const manager = await desk.someone('ad-manager');
    const ask = (body: object) => manager.post('/api/media', body, { 'idempotency-key': 'banner-1' });
    const [first, second] = [await ask(anHtml), await ask(anHtml)];
    expect(second.body.id).toBe(first.body.id);
    expect(await send(second.body.upload as never, '<p>x')).toEqual([204, undefined]);
    expect(problem(await ask({ ...anHtml, width: 728 }))).toEqual([422, 'key-reused']);
  });

  it('again with the same key gets no form for what was withdrawn', async () => {
    const [manager, key] = [await desk.someone('ad-manager'), { 'idempotency-key': 'banner-2' }];
    const { id } = (await manager.post('/api/media', anHtml, key)).body;
    expect((await manager.post(`/api/media/${id}/withdraw`, { reason: 'ভুল ফাইল' })).status).toBe(200);
    const again = await manager.post('/api/media', anHtml, key);
    expect(problem(again)).toEqual([409, 'wrong-state']);
    expect(again.body.upload).toBeUndefined();
  });

  it('leaves an asset that waits, if nobody uploads', async () => {
    const { id } = await desk.wish();
    expect(await desk.get(id)).toMatchObject({ id, state: 'waiting', version: 1 });
    expect(problem(await (await desk.someone('editor')).get('/api/media/ast_none'))).toEqual([
      404,
      'not-found',
    ]);
  });
});
