import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsError, type Intercept, region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meter } from '../../infra/cost/meter.ts';
import { privateBucket, siteBucket, tableName } from '../../infra/local/resources.ts';
import { placementOf } from '../../shared/ads/placement.ts';
import { aLineItem } from '../ads/a-line-item.ts';
import { aPicture } from '../media/a-picture.ts';
import { anHtml, aPictureDesk, send } from '../media/a-picture-desk.ts';
import { problem } from './a-desk.ts';

type Desk = Awaited<ReturnType<typeof aPictureDesk>>;
const hour = 3_600_000;
const day = 24 * hour;
const why = { reason: 'ছবিটি অন্যের' };

let desk: Desk;
let photo: Buffer;
let other: Buffer;
beforeAll(async () => {
  desk = await aPictureDesk();
  photo = await aPicture({ noise: true }).png().toBuffer();
  other = await aPicture().png().toBuffer();
});
afterAll(() => desk.cloud.close());

/** Every object that is named for an asset, with its bytes: `site media/ast_… 1234`. */
const objectsOf = ({ cloud }: Desk, id: string) =>
  cloud.store
    .sql('SELECT bucket, key, length(body) AS size FROM s3_object WHERE instr(CAST(key AS TEXT), ?) > 0')
    .all(id)
    .map(({ bucket, key, size }): [string, number] => [
      `${String(bucket).replace('khobor-', '')} ${Buffer.from(key as Uint8Array).toString()}`,
      Number(size),
    ])
    .sort(([one], [two]) => (one < two ? -1 : 1));
const namesOf = (own: Desk, id: string) => objectsOf(own, id).map(([name]) => name);
/** What pages are handed, as it lies in the bucket: the CDN may be half a minute behind. */
const slotsOf = async ({ cloud }: Desk) => String(cloud.aws.s3.read(siteBucket, 'ads/slots.json')?.body);
const publicly = async (own: Desk, id: string) =>
  Promise.all(['media', 'frames'].map(async (folder) => (await own.shown(`/${folder}/${id}`)).status));
const withdraw = async (own: Desk, id: string, body: object = why, role = 'publisher') => {
  const reply = await (await own.someone(role)).post(`/api/media/${id}/withdraw`, body);
  await own.cloud.rest();
  return reply;
};
const lineItem = async (own: Desk, id: string) =>
  (await (await own.someone('ad-manager')).get(`/api/line-items/${id}`)).body;

/** Nothing of a withdrawn asset is anywhere: an empty object says that it is gone. */
async function expectGone(own: Desk, id: string) {
  expect(objectsOf(own, id)).toEqual([[expect.stringMatching(/^site (media|frames)\//), 0]]);
  expect((await publicly(own, id)).sort()).toEqual([404, 410]);
  expect(await slotsOf(own)).not.toContain(id);
}

type When = 'before' | 'after';

/** A desk where something happens meanwhile, once: before or after a function's next call of a kind. */
async function interrupted(principal: string, isIt: (call: Parameters<Intercept>[0]) => boolean) {
  let pending: { when: When; work: () => Promise<unknown> } | undefined;
  const own = await aPictureDesk({
    intercept: async (call, go) => {
      if (call.principal !== principal || !isIt(call) || !pending) return go();
      const { when, work } = pending;
      pending = undefined;
      if (when === 'before') await work();
      const answer = await go();
      if (when === 'after') await work();
      return answer;
    },
  });
  const meanwhile = (when: When, work: () => Promise<unknown>) => {
    pending = { when, work };
  };
  return { own, meanwhile };
}

describe('an upload', () => {
  it('is at no address that anybody could guess before something that uses it is cleared, and then is', async () => {
    for (const [file, body] of [
      [photo, { kind: 'image' }],
      ['<p>গোপন', anHtml],
    ] as const) {
      const { id, kind, path, state } = await desk.uploaded(file, body);
      expect([state, path]).toEqual(['ready', undefined]);
      const booked = await desk.book(id);
      for (const folder of ['media', 'frames', 'uploads', 'renditions', 'incoming', '%6dedia'])
        for (const end of ['', '/', '?x=1', '.webp'])
          expect((await desk.shown(`/${folder}/${id}${end}`)).status, folder + end).toBe(404);
      expect(namesOf(desk, id).filter((name) => name.startsWith('site'))).toEqual([]);
      expect((await desk.step(booked, 'clear')).status).toBe(200);
      expect(await publicly(desk, id)).toEqual(kind === 'image' ? [200, 404] : [404, 200]);
      expect((await desk.get(id)).publishedAt).toBeDefined();
      expect(await slotsOf(desk)).toContain(id);
    }
  });

  it('that is public stays while its line item is paused, edited or ended', async () => {
    const { id } = await desk.uploaded(photo);
    const booked = await desk.book(id);
    for (const step of ['clear', 'pause', 'resume', 'end']) {
      expect((await desk.step(booked, step)).status, step).toBe(200);
      expect(await publicly(desk, id), step).toEqual([200, 404]);
    }
    expect(await desk.facts(id)).toEqual(['asset.requested', 'asset.ready', 'asset.published']);
  });

  it('is handed to pages only when it is there, though its file comes late', async () => {
    const { own, meanwhile } = await interrupted('ads/fill-slots', ({ path, action }) => {
      return action === 'PutObject' && path.includes('media');
    });
    const { id } = await own.uploaded(photo);
    const booked = await own.book(id);
    let handedOut = '';
    meanwhile('before', async () => {
      await own.cloud.lambda.invoke('ads/begin-flights', {});
      handedOut = await slotsOf(own);
    });
    await own.step(booked, 'clear');
    expect(handedOut).toContain('items');
    expect(handedOut).not.toContain(id);
    expect(await slotsOf(own)).toContain(id);
    await own.cloud.close();
  });
});

describe('a form that is used twice', () => {
  it('changes nothing of what was checked: neither the file for readers nor the one it was made of', async () => {
    const { id, upload } = await desk.wish();
    await send(upload, photo);
    await desk.cloud.rest();
    const before = objectsOf(desk, id);
    expect(before.map(([name]) => name)).toEqual([`private renditions/${id}`, `private uploads/${id}`]);
    for (const file of [other, 'no image']) {
      await send(upload, file);
      await desk.cloud.rest();
    }
    expect(objectsOf(desk, id)).toEqual(before);
    expect((await desk.step(await desk.book(id), 'clear')).status).toBe(200);
    expect((await desk.shown(`/media/${id}`)).body.length).toBe((await desk.get(id)).bytes);
  });

  it.each(['before', 'after'] as const)(
    'leaves no file under a refused asset, when a good one is checked %s the verdict is saved',
    async (when) => {
      const race = await interrupted('media/check-upload', ({ action }) => action === 'TransactWriteItems');
      const { own } = race;
      const { id, upload } = await own.wish();
      const record = JSON.stringify({
        'detail-type': 'Object Created',
        detail: { object: { key: `incoming/${id}`, size: 1 } },
      });
      race.meanwhile(when, async () => {
        await send(upload, photo);
        await own.cloud.lambda.invoke('media/check-upload', {
          Records: [{ messageId: 'second', body: record, attributes: {} }],
        });
      });
      await send(upload, 'no image');
      await own.cloud.rest();
      await own.cloud.turnBy(7 * 60_000);
      expect((await own.get(id)).state).toBe('refused');
      expect(objectsOf(own, id)).toEqual([]);
      await own.cloud.close();
    },
  );

  it('leaves no file when a good one is half checked while the first is refused and removed', async () => {
    // The second check has read that the asset waits, and puts its files when those of the first are gone already.
    const [firstDone, secondReads] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let reads = 0;
    const own = await aPictureDesk({
      intercept: async (call, go) => {
        if (call.principal !== 'media/check-upload' || call.action !== 'GetItem') return go();
        const answer = await go();
        if (++reads === 2) {
          secondReads.resolve();
          await firstDone.promise;
        }
        if (reads === 1) await secondReads.promise;
        return answer;
      },
    });
    const { id, upload } = await own.wish();
    const body = JSON.stringify({
      'detail-type': 'Object Created',
      detail: { object: { key: `incoming/${id}`, size: 1 } },
    });
    const Records = [{ messageId: 'one', body, attributes: {} }];
    await send(upload, 'no image');
    const second = own.cloud.lambda.invoke('media/check-upload', { Records });
    await expect.poll(async () => (await own.get(id)).state).toBe('refused');
    await expect.poll(() => objectsOf(own, id)).toEqual([]);
    await send(upload, photo);
    firstDone.resolve();
    await second;
    await own.cloud.rest();
    expect((await own.get(id)).state).toBe('refused');
    expect(objectsOf(own, id)).toEqual([]);
    await own.cloud.close();
  });
});

describe('withdrawing an asset', () => {
  it.each([
    ['an image', (): Buffer => photo, { kind: 'image' }],
    ['HTML', (): string => '<p>মানহানি', anHtml],
  ] as const)('removes %s everywhere, for good, and keeps who, when and why', async (_, file, body) => {
    const asset = await desk.published(file(), body);
    const { id, path = '' } = asset;
    const [draft, running, paused] = [await desk.book(id), await desk.book(id), await desk.book(id)];
    for (const one of [running, paused]) await desk.step(one, 'clear');
    await desk.step(paused, 'pause');
    expect((await desk.shown(path)).status).toBe(200);
    expect([...desk.cloud.copies().keys()]).toContain(path.slice(1));

    const reply = await withdraw(desk, id);
    expect([reply.status, reply.body.state]).toEqual([200, 'withdrawn']);
    await expectGone(desk, id);
    expect(await desk.get(id)).toMatchObject({
      ...{ state: 'withdrawn', withdrawal: { by: 'a-publisher', reason: why.reason } },
    });
    for (const one of [draft, running, paused])
      expect(await lineItem(desk, one)).toMatchObject({
        ...{ state: 'draft', withdrawal: { asset: id, by: 'a-publisher', reason: why.reason } },
      });
    expect((await fetch(`${desk.cloud.url}/go/${running}`, { redirect: 'manual' })).status).toBe(404);

    const again = await desk.step(running, 'clear');
    expect(problem(again)).toEqual([400, 'invalid-input']);
    expect(JSON.stringify(again.body.errors)).toMatch(/was withdrawn: .*ফাইলটি সরিয়ে নেওয়া হয়েছে/);
    expect(problem(await desk.step(paused, 'resume'))).toEqual([409, 'wrong-state']);
  });

  it('tells the CDN by a tag that is at every address of the file, at once and after a minute', async () => {
    const own = await aPictureDesk();
    const { id } = await own.published(photo);
    expect((await own.shown(`/%6dedia/${id}`)).status).toBe(200);
    await withdraw(own, id);
    const told = () => JSON.stringify(own.cloud.aws.cloudfront.invalidations()).split(`#${id}`).length - 1;
    expect(told()).toBe(1);
    expect((await own.shown(`/%6dedia/${id}`)).status).toBe(410);
    await own.cloud.turnBy(61_000);
    expect(told()).toBe(2);
    await own.cloud.close();
  });

  it('leaves a line item that can be booked with another creative, and cleared', async () => {
    const own = await aPictureDesk();
    const { id } = await own.uploaded(photo);
    const booked = await own.book(id);
    await own.step(booked, 'clear');
    await withdraw(own, id);
    const second = await own.uploaded(other);
    const { advertiser, slot, flight, creative, weight, priority, sections } = await lineItem(own, booked);
    const booking = { advertiser, slot, flight, weight, priority, sections };
    const edited = await (await own.someone('ad-manager')).put(
      `/api/line-items/${booked}`,
      { ...booking, creative: { ...Object(creative), asset: second.id } },
      { 'if-match': '*' },
    );
    expect([edited.status, edited.body.withdrawal]).toEqual([200, undefined]);
    expect((await own.step(booked, 'clear')).status).toBe(200);
    expect(await publicly(own, second.id)).toEqual([200, 404]);
    await own.cloud.close();
  });

  it('is for publishers, and for ad managers who uploaded it themselves', async () => {
    const { id } = await desk.uploaded(photo);
    for (const role of ['reporter', 'editor'])
      expect(problem(await withdraw(desk, id, why, role)), role).toEqual([403, 'forbidden']);
    const stranger = await desk.cloud.someone('another-manager', 'ad-manager');
    expect(problem(await stranger.post(`/api/media/${id}/withdraw`, why))).toEqual([403, 'forbidden']);
    const namesake = await desk.cloud.someone('a-ad-manager', 'reporter');
    expect(problem(await namesake.post(`/api/media/${id}/withdraw`, why))).toEqual([403, 'forbidden']);
    expect((await desk.cloud.send('POST', `/api/media/${id}/withdraw`, { body: why })).status).toBe(401);
    expect((await desk.get(id)).state).toBe('ready');
    expect((await withdraw(desk, id, why, 'ad-manager')).status).toBe(200);
    const theirs = await desk.uploaded(photo);
    expect((await withdraw(desk, theirs.id)).status).toBe(200);
  });

  it('needs a reason in words, the version that was read, and an asset', async () => {
    const { id } = await desk.uploaded(photo);
    for (const body of [{}, { reason: '' }, { reason: '...' }, { ...why, more: 1 }])
      expect(problem(await withdraw(desk, id, body)), JSON.stringify(body)).toEqual([400, 'invalid-input']);
    const parveen = await desk.someone('publisher');
    const ifMatch = (version: string) =>
      parveen.post(`/api/media/${id}/withdraw`, why, { 'if-match': version });
    expect(problem(await ifMatch('"1"'))).toEqual([412, 'stale']);
    expect(problem(await withdraw(desk, 'ast_000000000000'))).toEqual([404, 'not-found']);
    expect((await ifMatch('"2"')).status).toBe(200);
  });

  it('is done once, however often and by how many it is asked for', async () => {
    const { id } = await desk.published(photo);
    const parveen = await desk.someone('publisher');
    const ask = (headers = {}) => parveen.post(`/api/media/${id}/withdraw`, why, headers);
    const all = await Promise.all(Array.from({ length: 5 }, () => ask()));
    await desk.cloud.rest();
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of all) if (reply.status !== 200) expect(problem(reply)).toEqual([409, 'wrong-state']);
    expect((await desk.facts(id)).filter((type) => type === 'asset.withdrawn')).toHaveLength(1);
    const late = await ask();
    expect([...problem(late), late.body.detailBn]).toEqual([409, 'wrong-state', 'এখন এটি: সরিয়ে নেওয়া।']);

    const second = await desk.uploaded(photo);
    const keyed = () =>
      parveen.post(`/api/media/${second.id}/withdraw`, why, { 'idempotency-key': 'once-more' });
    expect([(await keyed()).status, (await keyed()).status]).toEqual([200, 200]);
  });

  it('of one whose form is still good leaves nothing of what is sent by it', async () => {
    const { id, upload } = await desk.wish();
    expect((await withdraw(desk, id)).status).toBe(200);
    await send(upload, photo);
    await desk.cloud.rest();
    expect((await desk.get(id)).state).toBe('withdrawn');
    await expectGone(desk, id);
  });

  it('of one that is being checked leaves nothing of what was made', async () => {
    const { own, meanwhile } = await interrupted(
      'media/check-upload',
      ({ action }) => action === 'TransactWriteItems',
    );
    const { id, upload } = await own.wish();
    meanwhile('before', async () => (await own.someone('publisher')).post(`/api/media/${id}/withdraw`, why));
    await send(upload, photo);
    await own.cloud.rest();
    expect((await own.get(id)).state).toBe('withdrawn');
    await expectGone(own, id);
    await own.cloud.close();
  });
});

describe('withdrawing while a clear is under way', () => {
  it('refuses a clear that read the creative before, and saves after', async () => {
    const { own, meanwhile } = await interrupted(
      'ads/clear',
      ({ action }) => action === 'TransactWriteItems',
    );
    const { id } = await own.uploaded(photo);
    const booked = await own.book(id);
    meanwhile('before', async () => (await own.someone('publisher')).post(`/api/media/${id}/withdraw`, why));
    const reply = await own.step(booked, 'clear');
    expect(problem(reply)).toEqual([400, 'invalid-input']);
    await expectGone(own, id);
    expect((await lineItem(own, booked)).state).toBe('draft');
    await own.cloud.close();
  });

  it('voids a clear that saved before', async () => {
    const { own, meanwhile } = await interrupted(
      'ads/clear',
      ({ action }) => action === 'TransactWriteItems',
    );
    const { id } = await own.uploaded(photo);
    const booked = await own.book(id);
    meanwhile('after', async () => (await own.someone('publisher')).post(`/api/media/${id}/withdraw`, why));
    expect((await own.step(booked, 'clear')).status).toBe(200);
    await expectGone(own, id);
    expect((await lineItem(own, booked)).state).toBe('draft');
    await own.cloud.close();
  });

  it('refuses a resume that read the creative before, and saves after', async () => {
    const { own, meanwhile } = await interrupted(
      'ads/resume',
      ({ action }) => action === 'TransactWriteItems',
    );
    const { id } = await own.uploaded(photo);
    const booked = await own.book(id);
    for (const step of ['clear', 'pause']) await own.step(booked, step);
    meanwhile('before', async () => (await own.someone('publisher')).post(`/api/media/${id}/withdraw`, why));
    expect((await own.step(booked, 'resume')).status).not.toBe(200);
    await expectGone(own, id);
    await own.cloud.close();
  });

  it.each([
    ['before the file is copied', 'before', 'PutObject'],
    ['after the file was copied', 'after', 'PutObject'],
    ['before the asset says that it is public', 'before', 'TransactWriteItems'],
    ['after the asset said that it is public', 'after', 'TransactWriteItems'],
  ] as const)('brings nothing back: %s', async (_, when, action) => {
    const race = await interrupted(
      'ads/fill-slots',
      (call) => call.action === action && (action !== 'PutObject' || call.path.includes('media')),
    );
    const { own } = race;
    const { id } = await own.uploaded(photo);
    const booked = await own.book(id);
    let isTakenAway = false;
    race.meanwhile(when, async () => {
      await (await own.someone('publisher')).post(`/api/media/${id}/withdraw`, why);
      await expect.poll(() => objectsOf(own, id)).toEqual([[`site media/${id}`, 0]]);
      await expect.poll(async () => (await lineItem(own, booked)).state).toBe('draft');
      isTakenAway = true;
    });
    await own.step(booked, 'clear');
    expect(isTakenAway).toBe(true);
    await expectGone(own, id);
    expect((await own.get(id)).state).toBe('withdrawn');
    await own.cloud.close();
  });
});

describe('what nobody needs', () => {
  const expectRemoved = async (own: Desk, id: string) => {
    expect(problem(await (await own.someone('editor')).get(`/api/media/${id}`))).toEqual([404, 'not-found']);
    expect(objectsOf(own, id)).toEqual([]);
    expect(await own.facts(id)).toEqual([]);
  };

  it('is removed by the clock: never sent after two days, refused after a week, unused after a month', async () => {
    const own = await aPictureDesk();
    const waiting = await own.wish();
    const refused = await own.uploaded('no image');
    const unused = await own.uploaded(photo);
    const booked = await own.uploaded(photo);
    const draft = await own.book(booked.id);
    const used = await own.published(photo);
    expect(objectsOf(own, refused.id)).toEqual([]);
    await own.cloud.turnBy(2 * day - hour);
    expect((await own.get(waiting.id)).state).toBe('waiting');
    await own.cloud.turnBy(2 * hour);
    await expectRemoved(own, waiting.id);
    expect((await own.get(refused.id)).reason).toBeDefined();
    await own.cloud.turnBy(5 * day);
    await expectRemoved(own, refused.id);
    await own.cloud.turnBy(23 * day + hour);
    await expectRemoved(own, unused.id);
    for (const { id } of [booked, used]) expect((await own.get(id)).state).toBe('ready');
    expect(await publicly(own, used.id)).toEqual([200, 404]);

    expect((await own.step(draft, 'end')).status).toBe(200);
    await own.cloud.turnBy(31 * day);
    await expectRemoved(own, booked.id);
    expect(await publicly(own, used.id)).toEqual([200, 404]);
    await own.cloud.close();
  });

  it('is removed by the next hour when the function died half way', async () => {
    let deaths = 2;
    const own = await aPictureDesk({
      intercept: async (call, go) => {
        const isIt = call.principal === 'media/remove-unused' && call.action !== 'Query';
        if (!isIt || deaths === 0) return go();
        deaths--;
        if (call.action === 'TransactWriteItems') await go();
        throw new AwsError('AccessDenied', 'the function died here', 403);
      },
    });
    const { id } = await own.uploaded(photo);
    await own.cloud.turnBy(30 * day + hour);
    for (let turn = 0; turn < 3; turn++) await own.cloud.turnBy(hour);
    expect(deaths).toBe(0);
    await expectRemoved(own, id);
    await own.cloud.close();
  });

  it('is kept when it is booked and cleared at the very moment that it is removed', async () => {
    const removing = Promise.withResolvers<void>();
    let isFilling = false;
    let meanwhile: (() => Promise<unknown>) | undefined;
    const own = await aPictureDesk({
      intercept: async (call, go) => {
        if (call.principal === 'ads/fill-slots' && isFilling) await removing.promise;
        if (call.principal !== 'media/remove-unused' || call.action !== 'TransactWriteItems' || !meanwhile)
          return go();
        const work = meanwhile;
        meanwhile = undefined;
        isFilling = true;
        await work();
        return go().finally(() => removing.resolve());
      },
    });
    const { id } = await own.uploaded(photo);
    meanwhile = async () => {
      const manager = await own.someone('ad-manager');
      const booked = await own.book(id);
      expect((await manager.post(`/api/line-items/${booked}/clear`)).status).toBe(200);
    };
    await own.cloud.turnBy(30 * day + hour);
    await own.cloud.turnBy(10 * 60_000);
    expect((await own.get(id)).state).toBe('ready');
    expect(await publicly(own, id)).toEqual([200, 404]);
    expect(await slotsOf(own)).toContain(id);
    await own.cloud.close();
  });

  it('costs an hour one query while nothing is due, whatever there is', async () => {
    const { intercept, read } = meter(new Set(['operator']));
    const own = await aPictureDesk({ intercept });
    for (let n = 0; n < 5; n++) await own.published(photo);
    for (let n = 0; n < 5; n++) await own.wish();
    await own.cloud.rest();
    read();
    await own.cloud.lambda.invoke('media/remove-unused', {});
    expect(read().calls).toEqual({ 'dynamodb Query': 1 });
    await own.cloud.close();
  });
});

describe('what it costs', () => {
  it('is the same for the twelfth line item of a creative as for the first, and little', async () => {
    const { intercept, read } = meter(new Set(['operator']));
    const own = await aPictureDesk({ intercept });
    const { id } = await own.uploaded(photo);
    const drafts: string[] = [];
    for (let n = 0; n < 12; n++) drafts.push(await own.book(id));
    await own.cloud.rest();
    const costs = [];
    for (const draft of drafts) {
      read();
      await own.step(draft, 'clear');
      costs.push(read());
    }
    read();
    await withdraw(own, id);
    const withdrawn = read();
    console.log('to clear the first and the second:', costs[0], costs[1], 'to withdraw of 12:', withdrawn);
    expect(costs[0]?.requests).toBeLessThanOrEqual(22);
    expect(costs.at(-1)?.calls).toEqual(costs[1]?.calls);
    expect(costs[1]?.requests).toBeLessThanOrEqual((costs[0]?.requests ?? 0) - 3);
    await own.cloud.close();
  });
});

describe('an asset of an earlier version', () => {
  it('stays public, is cleared and resumed as ever, and can be withdrawn everywhere', async () => {
    const own = await aPictureDesk();
    const [id, ad, at] = ['ast_0ld000000000', 'ad_0ld000000000', new Date(own.cloud.clock.now() - day)];
    const { aws } = own.cloud;
    const config = { region, endpoint: aws.url, credentials: aws.operator };
    const [db, s3] = [new DynamoDBClient(config), new S3Client(config)];
    const put = (Item: object) =>
      db.send(
        new PutItemCommand({
          TableName: tableName,
          Item: marshall({ schema: 3, ...Item }, { removeUndefinedValues: true }),
        }),
      );
    const asset = {
      ...{ id, state: 'ready', version: 2, kind: 'image', by: 'salma', path: `/media/${id}` },
      ...{ requestedAt: at.toISOString(), checkedAt: at.toISOString() },
      ...{ width: 300, height: 250, bytes: photo.length, isAnimated: false },
    };
    const flight = {
      from: at.toISOString(),
      until: new Date(own.cloud.clock.now() + 9 * day).toISOString(),
    };
    await put({ pk: `ASSET#${id}`, sk: 'HEAD', version: 2, record: asset });
    const untouched = 'ad_0ld000000001';
    for (const one of [ad, untouched]) {
      const size = { size: '300x250', kind: 'image' } as const;
      const running = aLineItem({ id: one, state: 'cleared', version: 2, flight, ...size });
      const record = { ...running, creative: { ...running.creative, asset: id } };
      const list = { list: 'LINEITEMS#cleared', at: flight.until };
      await put({ pk: `LINEITEM#${one}`, sk: 'HEAD', version: 2, ...list, record });
      await put({ pk: 'PLACEMENTS', sk: `PLACEMENT#${one}`, record: placementOf(record) });
    }
    for (const [Bucket, Key] of [
      [siteBucket, `media/${id}`],
      [privateBucket, `uploads/${id}`],
    ])
      await s3.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: photo,
          CacheControl: 'public, max-age=31536000, immutable',
        }),
      );

    await own.cloud.lambda.invoke('ads/begin-flights', {});
    expect(await slotsOf(own)).toContain(ad);
    expect(await publicly(own, id)).toEqual([200, 404]);
    await own.cloud.turnBy(hour);
    for (const step of ['pause', 'resume']) expect((await own.step(ad, step)).status).toBe(200);
    await own.step(await own.book(id), 'clear');
    expect((await slotsOf(own)).split(id)).toHaveLength(4);
    expect(await own.get(id)).toMatchObject({ state: 'ready', version: 2, path: `/media/${id}` });

    db.destroy();
    s3.destroy();
    expect((await withdraw(own, id)).status).toBe(200);
    await expectGone(own, id);
    for (const one of [ad, untouched]) expect((await lineItem(own, one)).state).toBe('draft');
    expect(JSON.stringify(aws.cloudfront.invalidations())).toContain('"/*"');
    await own.cloud.close();
  });
});
