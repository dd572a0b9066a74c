import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meter } from '../../infra/cost/meter.ts';
import { tableName } from '../../infra/local/resources.ts';
import { keys, padded } from '../../shared/keys.ts';
import { Asset } from '../../shared/media/asset.ts';
import type { Shown } from '../../shared/media/picture.ts';
import { aReadyPicture, putAsset, putItem } from '../media/a-ready-picture.ts';
import { type ADesk, aDesk, problem } from './a-desk.ts';

const told = { alt: 'পদ্মার চরে নৌকা', credit: 'রুমানা হক' };

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

const paragraph = (text: string) => ({ kind: 'paragraph', spans: [{ text }] });

/** Whether an article says that it uses an asset, and whether it says that readers get it. */
async function useOf(asset: string, article: string) {
  const db = new DynamoDBClient({
    region,
    endpoint: desk.cloud.aws.url,
    credentials: desk.cloud.aws.operator,
  });
  const { Item } = await db.send(
    new GetItemCommand({ TableName: tableName, Key: marshall(keys.asset.use({ id: asset, user: article })) }),
  );
  db.destroy();
  return Item ? { isCleared: Item.record?.M?.isCleared?.BOOL } : undefined;
}

/** The record of a picture is as somebody described it; whoever hears of it comes after. */
async function redescribe(asset: string, change: Partial<Asset>) {
  const { body } = await desk.people.kamal.get(`/api/media/${asset}`);
  const version = Number(body.version) + 1;
  await putAsset(desk.cloud, Asset.parse({ ...body, ...change, version }));
  const at = new Date(desk.cloud.clock.now()).toISOString();
  const fact = {
    id: `${asset}@${version}`,
    type: 'asset.described',
    at,
    by: 'kamal',
    data: { assetId: asset },
  };
  const key = keys.fact({ record: keys.asset.head.partition({ id: asset }), version: padded(version) });
  await putItem(desk.cloud, { ...key, record: fact });
  await desk.cloud.rest();
}

/** What readers can get besides the files of pictures themselves, by key, where it says a word. */
const saying = (word: string) =>
  [...desk.publicObjects()]
    .filter(([key, body]) => !key.startsWith('media/') && (key.includes(word) || body.includes(word)))
    .map(([key]) => key);

const storyWith = async (asset: string, differences: object = {}) => {
  const id = await desk.submitted({
    headline: 'ছবিসহ খবর',
    tags: ['চর'],
    lead: { asset },
    body: [paragraph('খবর'), { kind: 'image', asset }],
    ...differences,
  });
  await desk.step('kamal', id, 'approve');
  await desk.cloud.rest();
  return id;
};

describe('a picture in copy', () => {
  it('is told by the library, and its telling is approved with the copy', async () => {
    const asset = await aReadyPicture(desk.cloud, { description: { ...told, caption: 'চরের সকাল' } });
    const id = await desk.file({ body: [paragraph('খবর'), { kind: 'image', asset }] });
    const { body, pictures } = await desk.get(id);
    expect(body).toEqual([
      paragraph('খবর'),
      { kind: 'image', asset, ...told, caption: [{ text: 'চরের সকাল' }] },
    ]);
    expect(pictures).toEqual([asset]);
  });

  it('keeps what the copy says of it', async () => {
    const asset = await aReadyPicture(desk.cloud, { description: { ...told, caption: 'চরের সকাল' } });
    const own = { kind: 'image', asset, alt: 'নৌকা', credit: 'কামাল', caption: [{ text: 'ভোর' }] };
    const id = await desk.file({ body: [own] });
    expect((await desk.get(id)).body).toEqual([own]);
  });

  it('is refused when there is none, or it cannot be used, with its place in both languages', async () => {
    const waiting = await aReadyPicture(desk.cloud, { state: 'waiting', width: 320, height: 240 });
    const reply = await desk.people.rumana.post('/api/articles', {
      ...{ section: 'national', headline: 'শিরোনাম', lead: { asset: 'ast_000000000000' } },
      body: [{ kind: 'gallery', images: [{ asset: waiting }, { asset: 'ast_111111111111' }] }],
    });
    expect(problem(reply)).toEqual([400, 'invalid-input']);
    expect(reply.body.errors).toMatchObject([
      { pointer: '/lead/asset', detailBn: 'এমন ফাইল নেই; আগে আপলোড করুন' },
      { pointer: '/body/0/images/0/asset', detail: expect.stringContaining('not checked') },
      { pointer: '/body/0/images/1/asset' },
    ]);
  });

  it('is seen in a preview before readers can get it, in every width, by links that end', async () => {
    const asset = await aReadyPicture(desk.cloud, { description: told });
    const id = await desk.file({ lead: { asset }, body: [paragraph('খবর'), { kind: 'image', asset }] });
    const { path } = (await desk.people.rumana.post(`/api/articles/${id}/preview`)).body;
    const { text, headers } = await desk.cloud.page(String(path));
    expect(text).not.toMatch(/["\s,]\/media\/ast_/);
    const links = [...text.matchAll(/(?<=["\s,])http[^"\s,]+\/renditions\/[^"\s,]+/g)].map(([link]) =>
      link.replaceAll('&amp;', '&'),
    );
    expect(new Set(links).size).toBeGreaterThan(2);
    for (const link of new Set(links)) {
      const answer = await fetch(link);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
      expect(headers.get('content-security-policy')).toContain(new URL(link).origin);
    }
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    await desk.cloud.turnBy(2 * 60 * 60_000);
    expect((await fetch(links[0] ?? '')).status).toBe(403);
  });

  it('signs only the pictures of the copy where they stand, and no address that somebody typed', async () => {
    const [own, other] = [
      await aReadyPicture(desk.cloud, { description: told }),
      await aReadyPicture(desk.cloud, { description: told, width: 640, height: 410 }),
    ];
    const fileOf = async (asset: string) => {
      const { crops } = (await desk.people.rumana.get(`/api/media/${asset}`)).body as unknown as Shown;
      return `/media/${asset}/${crops.whole?.hash}-320.webp`;
    };
    const typed = [await fileOf(own), await fileOf(other), '/media/ast_000000000000/whole-960.webp'];
    const text = typed.flatMap((path) => [path, ` ${path}`, `"${path}"`, `,${path}`]).join(' ক ');
    const id = await desk.file({
      ...{ headline: `ক "${typed[0]}`, standfirst: `ক "${typed[1]}`, source: { name: String(typed[0]) } },
      lead: { asset: own, alt: `x" ${typed[1]}`, credit: 'ক', caption: [{ text }] },
      body: [paragraph(text), { kind: 'paragraph', spans: [{ text: 'ক', link: typed[1] }] }],
    });
    const { path } = (await desk.people.rumana.post(`/api/articles/${id}/preview`)).body;
    const page = (await desk.cloud.page(String(path))).text;
    const places = [...page.matchAll(/([\w-]+)="([^"]*\/renditions\/[^"]*)"/g)];
    expect(new Set(places.map(([, attribute]) => attribute))).toEqual(
      new Set(['src', 'srcset', 'href', 'imagesrcset']),
    );
    expect(places.every(([, , value = '']) => !value.includes(other))).toBe(true);
    const elsewhere = places.reduce((left, [place]) => left.replaceAll(place, ''), page);
    expect(elsewhere).not.toMatch(/renditions|X-Amz/);
    for (const address of typed) expect(elsewhere).toContain(` ${address}`);
    expect(page).toContain(`href="${typed[1]}"`);
  });

  it('keeps copy from being submitted until it is told', async () => {
    const asset = await aReadyPicture(desk.cloud, { width: 320, height: 240 });
    const id = await desk.file({ lead: { asset }, body: `খবর\n\n![](${asset})` });
    const refused = await desk.people.rumana.post(`/api/articles/${id}/submit`);
    expect(problem(refused)).toEqual([400, 'invalid-input']);
    expect(
      (refused.body.errors as unknown as { pointer: string; detailBn: string }[]).map(
        ({ pointer }) => pointer,
      ),
    ).toEqual(['/lead/alt', '/lead/credit', '/body/1/alt', '/body/1/credit']);
    expect(JSON.stringify(refused.body.errors)).toContain('ছবিটি কে তুলেছেন');
    const { body } = await desk.people.rumana.get(`/api/articles/${id}/lint`);
    expect((body.lint as unknown as { rule: string }[]).map(({ rule }) => rule)).toEqual(
      Array(4).fill('untold-picture'),
    );
    await desk.edit(id, {
      lead: { asset, ...told },
      body: `খবর\n\n![](${asset}#decorative "| রুমানা")`,
    });
    await desk.step('rumana', id, 'submit');
  });
});

describe('a published article with pictures', () => {
  it('shows them once its page is there, and no reader gets a file before', async () => {
    const [lead, one, two] = await Promise.all(
      [1, 2, 3].map((hue) => aReadyPicture(desk.cloud, { hue, description: told })),
    );
    const id = await desk.submitted({
      lead: { asset: lead },
      body: `খবর\n\n![](${one} "চরের **সকাল**")\n![](${two})\n: দুটি ছবি`,
    });
    expect([...desk.publicObjects().keys()].filter((key) => key.includes('media/'))).toEqual([]);
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    const { text } = await desk.cloud.page(`/national/${id}`);
    for (const asset of [lead, one, two]) expect(text).toContain(`/media/${asset}/`);
    const files = [...text.matchAll(/\/media\/[\w./-]+\.webp/g)].map(([path]) => path);
    for (const path of new Set(files)) expect((await desk.cloud.page(path)).status, path).toBe(200);
    expect(text).toContain('চরের <strong>সকাল</strong>');
    expect(text.match(/<img/g)).toHaveLength(3);
    for (const [image] of text.matchAll(/<img[^>]*>/g))
      expect(image).toMatch(/ width="\d+" height="\d+" alt="[^"]+"/);
  });
});

describe('a picture that an article uses', () => {
  it('is said to be used from the first save on, cleared at publication, and given up when no copy shows it', async () => {
    const [before, after] = (await Promise.all(
      [1, 2].map((hue) => aReadyPicture(desk.cloud, { hue, width: 320, height: 240, description: told })),
    )) as [string, string];
    const id = await storyWith(before);
    expect(await useOf(before, id)).toEqual({ isCleared: true });
    await desk.step('rumana', id, 'correct', { note: 'ছবি বদলানো হলো' });
    await desk.edit(id, { body: `খবর\n\n![](${after})` });
    expect([await useOf(before, id), await useOf(after, id)]).toEqual([
      { isCleared: true },
      { isCleared: false },
    ]);
    expect((await desk.get(id)).pictures).toEqual([before, after]);
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    expect([await useOf(before, id), await useOf(after, id)]).toEqual([undefined, { isCleared: true }]);
    expect((await desk.get(id)).pictures).toEqual([after]);
    await desk.step('parveen', id, 'unpublish', {});
    expect(await useOf(after, id)).toEqual({ isCleared: false });
    await desk.step('parveen', id, 'reinstate', { reason: 'ঠিক ছিল' });
    await desk.cloud.rest();
    expect(await useOf(after, id)).toEqual({ isCleared: true });
    await desk.step('parveen', id, 'kill', { reason: 'আদালতের আদেশ' });
    await desk.cloud.rest();
    expect(await useOf(after, id)).toBeUndefined();
    expect(saying(after)).toEqual([]);
  });

  it('is named by the answer to a kill, with what withdraws it, if nothing else uses it and readers have it', async () => {
    const [own, shared, gone] = (await Promise.all(
      [3, 4, 5].map((hue) => aReadyPicture(desk.cloud, { hue, width: 320, height: 240, description: told })),
    )) as [string, string, string];
    await storyWith(shared);
    const id = await desk.published({
      body: [own, shared, gone].map((asset) => `![](${asset})`).join('\n\n'),
    });
    await desk.cloud.rest();
    await desk.people.parveen.post(`/api/media/${gone}/withdraw`, { reason: 'আদেশ' });
    await desk.cloud.rest();
    const answer = await desk.people.parveen.post(`/api/articles/${id}/kill`, { reason: 'আদেশ' });
    expect([answer.status, answer.body.picturesLeft]).toEqual([
      200,
      [{ asset: own, withdraw: `/api/media/${own}/withdraw` }],
    ]);
    const withdrawn = await desk.people.parveen.post(`/api/media/${own}/withdraw`, { reason: 'আদেশ' });
    expect(withdrawn.status).toBe(200);
    expect(await desk.get(id)).not.toHaveProperty('picturesLeft');
  });

  it('is one of many: a hundred and twenty fit, though a transaction takes a hundred items', async () => {
    const ids = await Promise.all(
      Array.from({ length: 120 }, () =>
        aReadyPicture(desk.cloud, { width: 40, height: 30, description: told }),
      ),
    );
    const galleries = [ids.slice(0, 50), ids.slice(50, 100), ids.slice(100)];
    const id = await desk.file({
      tags: Array.from({ length: 20 }, (_, at) => `বিষয় ${at}`),
      body: galleries.map((images) => ({ kind: 'gallery', images: images.map((asset) => ({ asset })) })),
    });
    await desk.step('rumana', id, 'submit');
    await desk.step('kamal', id, 'approve');
    await desk.cloud.rest();
    expect((await desk.get(id)).state).toBe('published');
    const { text } = await desk.cloud.page(`/national/${id}`);
    expect(text.match(/<img/g)).toHaveLength(120);
    expect(text).toContain('৫০টি ছবি');
    expect(
      new Set((await Promise.all(ids.map((asset) => useOf(asset, id)))).map((use) => use?.isCleared)),
    ).toEqual(new Set([true]));
  });
});

describe('a picture that is withdrawn', () => {
  it('is on no page any more: not of the article, a front, a feed, an archive or a tag', async () => {
    const asset = await aReadyPicture(desk.cloud, { description: told });
    const id = await storyWith(asset);
    expect(saying(asset)).toContain(`national/${id}`);
    await desk.people.parveen.post(`/api/media/${asset}/withdraw`, { reason: 'অন্যের ছবি' });
    await desk.cloud.rest();
    expect(saying(asset)).toEqual([]);
    expect(await desk.facts(id)).toContain('repictured');
    expect((await desk.get(id)).revision).toBe(1);
    const { text } = await desk.cloud.page(`/national/${id}`);
    expect(text).not.toContain('<figure');
    expect(text).not.toContain('রুমানা হক');
  });

  it('leaves a gallery its others, and the last one as a picture', async () => {
    const [one, two, three] = (await Promise.all(
      [1, 2, 3].map((hue) => aReadyPicture(desk.cloud, { hue, width: 320, height: 240, description: told })),
    )) as [string, string, string];
    const id = await storyWith(one, { lead: undefined, body: `![](${one})\n![](${two})\n![](${three})` });
    const figures = async () =>
      (await desk.cloud.page(`/national/${id}`)).text.match(/<figure class="[a-z ]*"/g);
    const withdraw = async (asset: string) => {
      await desk.people.parveen.post(`/api/media/${asset}/withdraw`, { reason: 'অন্যের ছবি' });
      await desk.cloud.rest();
    };
    expect(await figures()).toEqual(['<figure class="gallery"']);
    await withdraw(two);
    expect(await figures()).toEqual(['<figure class="gallery"']);
    expect(saying(two)).toEqual([]);
    await withdraw(three);
    expect(await figures()).toEqual(['<figure class="picture"']);
    await withdraw(one);
    expect(await figures()).toBeNull();
  });

  it('in the moment of publication does not make the article wait', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const own = await aDesk({
      intercept: async (call, go) => {
        const work = meanwhile;
        const isSaid =
          call.action === 'TransactWriteItems' && call.body.toString().includes('"article.published"');
        if (!work || call.principal !== 'site/publish-article' || !isSaid) return go();
        meanwhile = undefined;
        await work();
        return go();
      },
    });
    const asset = await aReadyPicture(own.cloud, { description: told });
    const id = await own.submitted({ body: [paragraph('খবর'), { kind: 'image', asset }] });
    meanwhile = async () => {
      await own.people.parveen.post(`/api/media/${asset}/withdraw`, { reason: 'অন্যের ছবি' });
      await expect.poll(() => own.facts(id)).toContain('repictured');
    };
    await own.step('kamal', id, 'approve');
    await own.cloud.rest();
    expect([meanwhile, (await own.get(id)).state]).toEqual([undefined, 'published']);
    expect((await own.cloud.page(`/national/${id}`)).text).not.toContain(asset);
    expect(own.cloud.printed.filter((line) => /^site\/publish-article (?!\{"shown")/.test(line))).toEqual([]);
    await own.cloud.close();
  });

  it('between approval and embargo does not hold up the article', async () => {
    const [gone, kept] = (await Promise.all(
      [1, 2].map((hue) => aReadyPicture(desk.cloud, { hue, width: 320, height: 240, description: told })),
    )) as [string, string];
    const id = await desk.submitted({ lead: { asset: gone }, body: `খবর\n\n![](${kept})` });
    const publishAt = new Date(desk.cloud.clock.now() + 3_600_000).toISOString();
    await desk.step('kamal', id, 'approve', { publishAt });
    await desk.people.parveen.post(`/api/media/${gone}/withdraw`, { reason: 'অন্যের ছবি' });
    await desk.cloud.turnBy(3_700_000);
    await desk.signIn();
    expect((await desk.get(id)).state).toBe('published');
    expect([saying(gone), saying(kept).includes(`national/${id}`)]).toEqual([[], true]);
    expect(await useOf(gone, id)).toEqual({ isCleared: false });
  });

  it('and one whose files are missing, do not hold up an article', async () => {
    const asset = await aReadyPicture(desk.cloud, { width: 320, height: 240, description: told });
    await redescribe(asset, { crops: { whole: { hash: 'none', widths: [320], height: 240 } } });
    const id = await storyWith(asset);
    expect((await desk.get(id)).state).toBe('published');
    expect(saying(asset)).toEqual([]);
  });
});

describe('a picture of which something else is said', () => {
  it('is the same on every page: none is rendered again', async () => {
    const asset = await aReadyPicture(desk.cloud, { description: told });
    const id = await storyWith(asset);
    const before = await desk.facts(id);
    const { kamal } = desk.people;
    const said = await kamal.put(`/api/media/${asset}`, { ...told, source: 'x' }, { 'if-match': '*' });
    expect(said.status).toBe(200);
    await desk.cloud.rest();
    expect(await desk.facts(id)).toEqual(before);
  });
});

describe('a picture that is described anew', () => {
  it('is shown with its new files on every page, and alerts nobody', async () => {
    const asset = await aReadyPicture(desk.cloud, { description: told });
    const id = await storyWith(asset, { alert: 'breaking' });
    const before = desk.cloud.mailbox().length;
    const crops = { whole: { hash: 'another', widths: [320], height: 213 } };
    await redescribe(asset, { crops, description: { ...told, alt: 'অন্য কিছু' } });
    expect(saying('another')).toContain(`national/${id}`);
    expect(saying(`whole${asset.slice(-6)}`)).toEqual([]);
    // What was approved stays.
    expect(saying('অন্য কিছু')).toEqual([]);
    expect(desk.cloud.mailbox()).toHaveLength(before);
  });
});

describe('what pictures cost', () => {
  it('is a few units each, and nothing where there are none', async () => {
    const { intercept, read } = meter();
    const own = await aDesk({ intercept });
    const take = async (differences: object) => {
      read();
      await own.published({ headline: 'একই শিরোনাম', ...differences });
      return read();
    };
    const [one, two] = await Promise.all(
      [1, 2].map(() => aReadyPicture(own.cloud, { width: 320, height: 240, description: told })),
    );
    await take({});
    const none = await take({});
    const first = await take({ body: `খবর\n\n![](${one})` });
    const again = await take({ body: `খবর\n\n![](${one})` });
    const both = await take({ body: `খবর\n\n![](${two})\n![](${one})` });
    // Said to be used 2, cleared 6, and once for all articles: published, 10 with the lists that it stands on.
    expect(first.writeUnits - none.writeUnits).toBeLessThanOrEqual(18);
    expect(again.writeUnits - none.writeUnits).toBeLessThanOrEqual(8);
    expect(both.writeUnits - none.writeUnits).toBeLessThanOrEqual(26);
    expect(none.requests).toBeLessThanOrEqual(41);
    await own.cloud.close();
  });
});
