import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteBucket } from '../../infra/local/resources.ts';
import { pathsOf } from '../../shared/media/put-drawn.ts';
import { type ALibrary, aLibrary, aWish } from '../media/a-library.ts';
import { anAlt, anXmp, aPhoto } from '../media/a-photo.ts';
import { send } from '../media/a-picture-desk.ts';
import { problem } from './a-desk.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

let library: ALibrary;
let photo: Buffer;
beforeAll(async () => {
  library = await aLibrary();
  photo = await (await aPhoto()).jpeg().toBuffer();
});
afterAll(() => library.close());

let made = 0;
/** Another photo each time. */
const another = async () =>
  (await aPhoto({ width: 640, height: 420 + made++ })).jpeg({ quality: 80 }).toBuffer();

const pathsIn = ({ id, crops = {} }: { id: string; crops?: object }) => pathsOf(id, Object.values(crops));

describe('a picture', () => {
  it('is uploaded, checked and drawn, and at no address before an article that uses it is cleared', async () => {
    const asset = await library.uploaded(photo);
    expect(asset).toMatchObject({
      ...{ state: 'ready', kind: 'picture', version: 2, width: 900, height: 600 },
      description: { alt: 'শিশুরা বই হাতে', credit: 'ছবি: রুমানা হক' },
      users: { articles: [], lineItems: [] },
    });
    expect(asset.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(asset.crops?.whole).toMatchObject({ widths: [320, 480, 640], height: 427 });
    expect(library.open(asset.id)).toEqual([]);
    expect(await library.publish(asset.id)).toBe(false);
    await library.use(asset.id, 'art_000000000001', false);
    expect(await library.publish(asset.id)).toBe(false);
    await library.use(asset.id);
    expect(await library.publish(asset.id)).toBe(true);
    const { path, users, crops = {} } = await library.get(asset.id);
    expect(users.articles).toEqual(['art_000000000001']);
    expect(path).toBe(`/media/${asset.id}/${crops.whole?.hash}-640.webp`);
    expect(await library.findShown([asset.id, 'ast_none', asset.id])).toEqual(
      new Map([[asset.id, { asset: asset.id, crops }]]),
    );
    for (const one of pathsIn(asset)) {
      const { status, headers, body } = await library.shown(one);
      expect([status, headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect((await sharp(body).metadata()).width).toBe(Number(/-(\d+)\.webp$/.exec(one)?.[1]));
    }
    expect(await library.facts(asset.id)).toEqual(['asset.requested', 'asset.ready', 'asset.published']);
    expect(await library.publish(asset.id)).toBe(true);
  });

  it.each([
    ['HEIC', Buffer.from(`\0\0\0\x18ftypheic${'\0'.repeat(40)}`), /HEIC.*JPEG/, /HEIC নেওয়া হয় না/],
    ['a text that says it is a JPEG', Buffer.from('<!DOCTYPE html><p>x'), /no picture/, /ছবি নয়/],
  ])('is not %s: the reason is said in both languages', async (_, file, reason, reasonBn) => {
    const asset = await library.uploaded(file);
    expect(asset).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(reason),
      reasonBn: expect.stringMatching(reasonBn),
    });
    expect(library.objectsOf(asset.id)).toEqual([]);
  });

  it('has 25 MB at most, and a description only when it is one', async () => {
    const reporter = await library.someone('reporter');
    const asked = async (body: object) => problem(await reporter.post('/api/media', body));
    expect(await asked({ ...aWish(), bytes: 25_000_001 })).toEqual([400, 'invalid-input']);
    expect((await reporter.post('/api/media', { ...aWish(), bytes: 25_000_000 })).status).toBe(201);
    expect(await asked({ kind: 'image', description: { alt: 'x' } })).toEqual([400, 'invalid-input']);
    expect(await asked({ kind: 'image', bytes: 10_000_001 })).toEqual([400, 'invalid-input']);
    expect(await asked(aWish({ focal: { x: 2, y: 0 } }))).toEqual([400, 'invalid-input']);
  });

  it('is none of an ad: its line item says so', async () => {
    const { id } = await library.uploaded(await another());
    const manager = await library.someone('ad-manager');
    const { aBooking } = await import('../ads/a-line-item.ts');
    const booking = aBooking();
    const reply = await manager.post('/api/line-items', {
      ...booking,
      creative: { ...booking.creative, asset: id },
    });
    expect(problem(reply)).toEqual([400, 'invalid-input']);
  });
});

describe('describing a picture', () => {
  it('is for its uploader, editors and publishers, at the version they read', async () => {
    const { id, version } = await library.uploaded(await another());
    // Who may not know of it is not told its version either.
    for (const ifMatch of ['*', '"999"'])
      expect(
        problem(await library.describe(id, { alt: 'x' }, 'ad-manager', { 'if-match': ifMatch })),
      ).toEqual([404, 'not-found']);
    const other = await library.cloud.someone('another-reporter', 'reporter');
    expect(problem(await other.put(`/api/media/${id}`, { alt: 'x' }, { 'if-match': '*' }))).toEqual([
      403,
      'forbidden',
    ]);
    const stale = { 'if-match': `"${version - 1}"` };
    expect(problem(await library.describe(id, { alt: 'x' }, 'reporter', stale))).toEqual([412, 'stale']);
    for (const role of ['reporter', 'editor', 'publisher'])
      expect((await library.describe(id, { alt: role, credit: 'ছবি: ক' }, role)).status).toBe(200);
    expect((await library.get(id)).description).toEqual({ alt: 'publisher', credit: 'ছবি: ক' });
    expect((await library.facts(id)).slice(2)).toEqual(Array(3).fill('asset.described'));
  });

  it('with another focal point makes other files, shows them, and says so when they are there', async () => {
    const { id, crops: before } = await library.uploaded(await another());
    await library.use(id);
    await library.publish(id);
    const reply = await library.describe(id, { alt: 'x', focal: { x: 0, y: 0.5 } });
    expect(reply.status).toBe(200);
    const after = await library.get(id);
    expect(after.crops?.square?.hash).not.toBe(before?.square?.hash);
    expect(after.crops?.whole).toEqual(before?.whole);
    for (const path of pathsIn(after)) expect((await library.shown(path)).status, path).toBe(200);
    expect((await library.facts(id)).slice(2)).toEqual([
      ...['asset.published', 'asset.redraw-asked', 'asset.described'],
    ]);
    // Pages that were not rendered again still lead to the others.
    for (const path of pathsIn({ id, ...(before ? { crops: before } : {}) }))
      expect((await library.shown(path)).status).toBe(200);
    await library.describe(id, { alt: 'x' });
    expect((await library.get(id)).crops).toEqual(before);
    await library.withdraw(id);
    expect(library.open(id).every(({ size }) => size === 0)).toBe(true);
    expect(library.open(id).length).toBeGreaterThan(pathsIn(after).length);
  });

  it('that is not public shows nothing', async () => {
    const { id } = await library.uploaded(await another());
    await library.describe(id, { alt: 'x', focal: { x: 0, y: 0.5 } });
    expect((await library.facts(id)).at(-1)).toBe('asset.described');
    expect(library.open(id)).toEqual([]);
  });
});

describe('the same file again', () => {
  it('is offered as the picture that is there, also when both come at once', async () => {
    const file = await another();
    const first = await library.uploaded(file);
    expect(first.sameAs).toBeUndefined();
    expect((await library.uploaded(file)).sameAs).toBe(first.id);
    const both = await another();
    const wishes = await Promise.all([1, 2, 3].map(() => library.wish(aWish(), 'reporter')));
    await Promise.all(wishes.map(({ upload }) => send(upload, both)));
    await library.cloud.rest();
    const assets = await Promise.all(wishes.map(({ id }) => library.get(id)));
    expect(assets.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready']);
    const own = assets.filter(({ sameAs }) => sameAs === undefined);
    expect(own).toHaveLength(1);
    for (const { id, sameAs } of assets) if (id !== own[0]?.id) expect(sameAs).toBe(own[0]?.id);
  });
});

describe('the library', () => {
  it('is found by words, by who uploaded it, and by what nothing uses', async () => {
    const own = await aLibrary();
    const ids: string[] = [];
    for (const [alt, role] of [
      ['পদ্মার চরে শিশুরা', 'reporter'],
      ['মেয়র কথা বলছেন', 'editor'],
      ['পদ্মায় নৌকা', 'reporter'],
    ] as const)
      ids.push((await own.uploaded(await another(), { alt, source: 'BSS' }, role)).id);
    await own.uploaded(Buffer.from('no picture'));
    await own.use(ids[0] ?? '', 'art_000000000002', false);
    const find = async (query: string) => {
      const reply = await (await own.someone('editor')).get(`/api/media?${query}`);
      expect(reply.status).toBe(200);
      return (reply.body.items as unknown as { id: string }[]).map(({ id }) => ids.indexOf(id));
    };
    expect(await find('')).toEqual([2, 1, 0]);
    expect(await find(`q=${encodeURIComponent('পদ্মা')}`)).toEqual([2, 0]);
    expect(await find(`q=${encodeURIComponent('bss মেয়র')}`)).toEqual([1]);
    expect(await find('q=nothing')).toEqual([]);
    expect(await find('by=a-reporter')).toEqual([2, 0]);
    expect(await find('unused=true')).toEqual([2, 1]);
    expect(problem(await (await own.someone('ad-manager')).get('/api/media'))).toEqual([403, 'forbidden']);
    expect(problem(await (await own.someone('editor')).get('/api/media?cursor=x'))).toEqual([
      ...[400, 'invalid-input'],
    ]);
    await own.close();
  });

  it('is seen before readers see it, by a link that ends, by the newsroom and whoever uploaded it', async () => {
    const { id } = await library.uploaded(await another());
    const seen = async (role: string, of = id) =>
      (await (await library.someone(role)).get(`/api/media/${of}`)).body.preview as unknown as
        | undefined
        | { url: string; expiresAt: string };
    const manager = await library.someone('ad-manager');
    expect(problem(await manager.get(`/api/media/${id}`))).toEqual([404, 'not-found']);
    const { url = '', expiresAt = '' } = (await seen('editor')) ?? {};
    const listed = (await (await library.someone('editor')).get('/api/media')).body as unknown as {
      items: { id: string; preview: { url: string } }[];
    };
    const [first] = listed.items.filter((one) => one.id === id);
    expect((await fetch(first?.preview.url ?? '')).status).toBe(200);
    expect(Date.parse(expiresAt) - library.cloud.clock.now()).toBeLessThanOrEqual(5 * minute);
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(640);
    expect((await fetch(url.replace(/X-Amz-Signature=\w{4}/, 'X-Amz-Signature=0000'))).status).toBe(403);
    await library.cloud.turnBy(6 * minute);
    expect((await fetch(url)).status).toBe(403);
    const own = await library.uploaded(await another(), {}, 'ad-manager');
    expect(await seen('ad-manager', own.id)).toBeDefined();
    await library.withdraw(id);
    expect(await seen('editor')).toBeUndefined();
  });
});

describe('a withdrawn picture', () => {
  it('is gone everywhere, by a publisher alone, who learns which articles use it', async () => {
    const { id } = await library.uploaded(await another());
    await library.use(id);
    await library.use(id, 'art_000000000002', false);
    await library.publish(id);
    for (const role of ['reporter', 'editor'])
      expect(problem(await library.withdraw(id, role))).toEqual([403, 'forbidden']);
    expect(problem(await library.withdraw(id, 'ad-manager'))).toEqual([404, 'not-found']);
    const names = library.open(id).map(({ key }) => key);
    expect(names.length).toBeGreaterThan(5);
    const reply = await library.withdraw(id);
    expect(reply.body.users).toEqual({
      articles: ['art_000000000001', 'art_000000000002'],
      lineItems: [],
    });
    expect(library.objectsOf(id).map(({ key, size }) => [key, size])).toEqual(names.map((key) => [key, 0]));
    for (const name of names) expect((await library.shown(`/${name}`)).status).toBe(410);
    // Nothing late brings it back.
    expect(await library.publish(id)).toBe(false);
    expect(problem(await library.describe(id, { alt: 'x' }))).toEqual([409, 'wrong-state']);
    expect(await library.findShown([id])).toEqual(new Map());
  });
});

describe('a picture that is withdrawn while it is being checked', () => {
  it('leaves nothing that was made of it', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const own = await aLibrary({
      intercept: async (call, go) => {
        const work = meanwhile;
        if (call.principal !== 'media/check-upload' || call.action !== 'TransactWriteItems' || !work)
          return go();
        meanwhile = undefined;
        await work();
        return go();
      },
    });
    const { id, upload } = await own.wish(aWish(), 'reporter');
    meanwhile = async () => {
      expect(own.objectsOf(id).length).toBeGreaterThan(5);
      await (await own.someone('publisher')).post(`/api/media/${id}/withdraw`, { reason: 'ছবিটি অন্যের' });
    };
    await send(upload, await another());
    await own.cloud.rest();
    expect((await own.get(id)).state).toBe('withdrawn');
    expect(own.objectsOf(id)).toEqual([]);
    await own.close();
  });
});

describe('a picture that is described again and again while it is drawn anew', () => {
  it('is drawn once', async () => {
    let [left, put] = [0, 0];
    const own = await aLibrary({
      intercept: async (call, go) => {
        if (call.principal !== 'media/redraw') return go();
        if (call.action === 'PutObject') put++;
        if (call.action === 'TransactWriteItems' && put > 0 && left > 0) {
          left--;
          await editor.put(`/api/media/${id}`, moved(`${left}`), { 'if-match': '*' });
        }
        return go();
      },
    });
    // One call after another: several at once draw what none of them has made.
    const { lambda } = own.cloud;
    const { invoke } = lambda;
    let before: Promise<unknown> = Promise.resolve();
    lambda.invoke = (name, event) => {
      if (name !== 'media/redraw') return invoke(name, event);
      before = before.then(() => invoke(name, event));
      return before;
    };
    const editor = await own.someone('editor');
    const moved = (alt: string) => ({ alt, focal: { x: 0.1, y: 0.1 } });
    const { id } = await own.uploaded(await another());
    left = 7;
    await own.describe(id, moved('x'));
    const { crops = {}, description } = await own.get(id);
    expect([left, description?.alt]).toEqual([0, '0']);
    expect(put).toBe(Object.values(crops).flatMap(({ widths }) => widths).length);
    await own.close();
  });
});

describe('a picture that an article uses', () => {
  it('is kept, also while nobody has cleared the article, and removed when nothing uses it', async () => {
    const [kept, removed] = [
      await library.uploaded(await another()),
      await library.uploaded(await another()),
    ];
    await library.use(kept.id, 'art_000000000003', false);
    await library.cloud.turnBy(31 * day);
    expect((await library.get(kept.id)).state).toBe('ready');
    expect((await (await library.someone('editor')).get(`/api/media/${removed.id}`)).status).toBe(404);
    expect(library.objectsOf(removed.id)).toEqual([]);
    expect(await library.publish(kept.id)).toBe(false);
    await library.use(kept.id, 'art_000000000003');
    expect(await library.publish(kept.id)).toBe(true);
  });
});

describe('the rights to a picture', () => {
  it('end: it is gone from readers, and comes back under other names when they go on', async () => {
    const { id } = await library.uploaded(await another(), { rights: { until: library.at(hour) } });
    await library.use(id);
    await library.publish(id);
    const before = library.open(id).map(({ key }) => key);
    await library.cloud.turnBy(hour - 2 * minute);
    expect((await library.get(id)).state).toBe('ready');
    await library.cloud.turnBy(3 * minute);
    expect((await library.get(id)).state).toBe('expired');
    expect(library.open(id).map(({ key, size }) => [key, size])).toEqual(before.map((key) => [key, 0]));
    for (const name of before) expect((await library.shown(`/${name}`)).status).toBe(410);
    expect(await library.publish(id)).toBe(false);
    expect((await library.facts(id)).at(-1)).toBe('asset.expired');

    await library.describe(id, { alt: 'x', rights: { until: library.at(-minute) } });
    expect((await library.get(id)).state).toBe('expired');
    await library.describe(id, { alt: 'x', rights: { until: library.at(day) } });
    await library.cloud.turnBy(2 * minute);
    const back = await library.get(id);
    expect(back.state).toBe('ready');
    for (const path of pathsIn(back)) expect((await library.shown(path)).status).toBe(200);
    for (const name of before) expect((await library.shown(`/${name}`)).status).toBe(410);
    expect(await library.publish(id)).toBe(true);

    await library.cloud.turnBy(day);
    expect((await library.get(id)).state).toBe('expired');
    expect(library.open(id).every(({ size }) => size === 0)).toBe(true);
    await library.withdraw(id);
    expect(library.objectsOf(id).every(({ size, isPublic }) => isPublic && size === 0)).toBe(true);
  });

  it('to one that nobody has used yet end as well', async () => {
    const { id } = await library.uploaded(await another(), { rights: { until: library.at(hour) } });
    await library.cloud.turnBy(hour + minute);
    expect((await library.get(id)).state).toBe('expired');
    expect(await library.findShown([id])).toEqual(new Map());
    await library.cloud.turnBy(31 * day);
    expect((await (await library.someone('editor')).get(`/api/media/${id}`)).status).toBe(404);
    expect(library.objectsOf(id).every(({ size, isPublic }) => isPublic && size === 0)).toBe(true);
  });
});

describe('where a picture was taken', () => {
  it('is in no answer of the API and no object that readers can get', async () => {
    const [latitude, longitude] = ['24.367483', '88.601139'];
    const file = await (await aPhoto())
      .withExif({
        IFD0: { Artist: 'রুমানা' },
        IFD3: { GPSLatitude: '24367483/1000000 0/1 0/1', GPSLongitude: '88601139/1000000 0/1 0/1' },
      })
      .withXmp(
        anXmp(
          `exif:GPSLatitude="${latitude}N" exif:GPSLongitude="${longitude}E" photoshop:City="রাজশাহী"`,
          anAlt('dc:description', 'চর'),
        ),
      )
      .jpeg()
      .toBuffer();
    expect(file.includes(latitude)).toBe(true);
    const asset = await library.uploaded(file);
    expect(asset.suggested?.caption).toBe('চর');
    await library.use(asset.id);
    await library.publish(asset.id);
    const editor = await library.someone('editor');
    const answers = await Promise.all(['', `/${asset.id}`].map((path) => editor.get(`/api/media${path}`)));
    const open = library.cloud.store
      .sql('SELECT body FROM s3_object WHERE bucket = ?')
      .all(siteBucket)
      .map(({ body }) => Buffer.from(body as Uint8Array));
    expect(open.length).toBeGreaterThan(5);
    for (const text of [...answers.map(({ body }) => Buffer.from(JSON.stringify(body))), ...open])
      for (const secret of [latitude, longitude, 'GPS', 'রাজশাহী"']) expect(text.includes(secret)).toBe(false);
  });
});
