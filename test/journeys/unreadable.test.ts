import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { dayOf } from '../../shared/bangla/dates.ts';
import { type Key, keys } from '../../shared/keys.ts';
import { type ACloud, aFiling } from '../a-cloud.ts';
import { aLineItem } from '../ads/a-line-item.ts';
import { anOperator } from '../drill/an-operator.ts';
import { aReadyPicture } from '../media/a-ready-picture.ts';
import { aDesk } from './a-desk.ts';
import { aRebuild } from './a-rebuild.ts';
import { browser } from './an-ad-office.ts';

/** What no version of Khobor can read. */
const nonsense = { words: 'of nobody' };
/** A text that no version takes. */
const overmarked = `ক${'\u0301'.repeat(60)}`;

type Stored = { pk: string; sk: string; record: Record<string, unknown> };

const itemsOf = (cloud: ACloud): Stored[] =>
  cloud.store
    .sql('SELECT item FROM dynamodb_item')
    .all()
    .map(({ item }) => unmarshall(JSON.parse(String(item))) as Stored);
const tokenIn = (text = '') => /#token=([^\s"<]+)/.exec(text)?.[1] ?? '';

it('an unreadable live record costs no page but its own, which may lead to what was withdrawn: somebody is told', async () => {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const [old, bad, leading] = [
    await desk.published({ section: 'law', headline: 'সেকেলে খবর', tags: ['আদালত'] }),
    await desk.published({ section: 'law', headline: 'নষ্ট খবর', tags: ['আদালত'] }),
    await desk.published({ section: 'law', headline: 'পরের খবর', tags: ['আদালত'] }),
  ];
  const published = async () =>
    (await desk.people.kamal.get('/api/lists/law/published')).body.items as unknown as {
      id: string;
      publishedAt: string;
    }[];
  const at = (await published()).find(({ id }) => id === bad)?.publishedAt;
  await operator.putItem({ pk: `ARTICLE#${bad}`, sk: 'LIVE', list: 'LIVE#law', at, record: nonsense });
  expect((await cloud.page(`/law/${leading}`)).text).toContain('সেকেলে খবর');

  const later = await desk.published({ section: 'law', headline: 'নতুন খবর', tags: ['আদালত'] });
  expect((await cloud.page('/law')).text).toContain(later);
  await desk.step('parveen', old, 'kill', { reason: 'আদেশ' });
  await operator.untilRest();
  const saying = [...desk.publicObjects()].flatMap(([key, text]) =>
    text.includes('সেকেলে খবর') ? [key] : [],
  );
  expect(saying).toEqual([`law/${bad}`]);
  const told = ['site/refresh-list-pages', 'site/refresh-list-pages-again'];
  expect([...operator.parked().keys()]).toEqual(told);
  expect((await published()).map(({ id }) => id)).toEqual([later, leading]);

  const { articles } = await aRebuild(cloud);
  await operator.untilRest();
  expect(articles).toBe(3);
  expect([...operator.parked().keys()]).toEqual(told);
  operator.close();
  await cloud.close();
});

it('a page that cannot be made again costs no other: what is withdrawn leaves all the others, and somebody is told', async () => {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const publish = (headline: string) => desk.published({ section: 'law', headline, tags: ['আদালত'] });
  const [old, bad, good] = [await publish('সেকেলে খবর'), await publish('নষ্ট খবর'), await publish('ভালো খবর')];
  // Another text than the one that was approved.
  const copy = itemsOf(cloud).find(({ pk, sk }) => pk === `ARTICLE#${bad}` && sk.startsWith('COPY#'));
  await operator.putItem({ ...copy, record: { ...copy?.record, headline: 'অন্য খবর' } });
  const later = await publish('নতুন খবর');
  await operator.untilRest();
  expect([...operator.parked().keys()]).toEqual([]);
  expect((await cloud.page('/law')).text).toContain(later);
  await desk.step('parveen', old, 'kill', { reason: 'আদেশ' });
  await operator.untilRest();
  const saying = [...desk.publicObjects()].flatMap(([key, text]) =>
    text.includes('সেকেলে খবর') ? [key] : [],
  );
  expect(saying).toEqual([`law/${bad}`]);
  expect((await cloud.page(`/law/${good}`)).text).not.toContain('সেকেলে খবর');
  const told = ['site/refresh-list-pages', 'site/refresh-list-pages-again'];
  expect([...operator.parked().keys()]).toEqual(told);
  operator.close();
  await cloud.close();
});

it('an unreadable reader costs nobody else their mail', async () => {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const address = 'a@pathok.example';
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['law'] } });
  await cloud.rest();
  await cloud.send('POST', '/api/subscriptions/confirm', {
    body: { token: tokenIn(cloud.mailbox()[0]?.text) },
  });
  for (let shard = 0; shard < 16; shard++)
    for (let n = 0; n < 2; n++)
      await operator.putItem({
        pk: `READERS#law#${String(shard).padStart(2, '0')}`,
        sk: `sub_${n}`,
        record: nonsense,
      });
  const id = await desk.published({ section: 'law', alert: 'section' });
  await operator.untilRest();
  expect(cloud.mailbox().filter(({ to, text }) => to.includes(address) && text?.includes(id))).toHaveLength(
    1,
  );
  operator.close();
  await cloud.close();
});

it('unreadable line items hold up neither ads nor the end of the others', async () => {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const until = (milliseconds: number) => new Date(cloud.clock.now() + milliseconds).toISOString();
  const place = { list: 'LINEITEMS#cleared', sk: 'HEAD', version: 1 };
  for (let n = 0; n < 60; n++)
    await operator.putItem({ ...place, pk: `LINEITEM#ad_bad${n}`, at: until(-60_000), record: nonsense });
  await operator.putItem({ pk: 'PLACEMENTS', sk: 'PLACEMENT#ad_bad', record: nonsense });
  const record = JSON.parse(
    JSON.stringify(
      aLineItem({ state: 'cleared', flight: { from: until(-3_600_000), until: until(90_000) } }),
    ),
  );
  await operator.putItem({ ...place, pk: `LINEITEM#${record.id}`, at: until(90_000), record });
  for (let minutes = 0; minutes < 3; minutes++) await cloud.turnBy(61_000);
  const salma = await cloud.someone('salma', 'ad-manager');
  expect((await salma.get(`/api/line-items/${record.id}`)).body.state).toBe('ended');
  expect(((await salma.get('/api/line-items?state=cleared')).body.items as unknown as object[]).length).toBe(
    0,
  );
  operator.close();
  await cloud.close();
});

it('an unreadable strip stops no front: what is new comes, what is killed goes, and an editor lowers it', async () => {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const { kamal, parveen } = desk.people;
  const old = await desk.published({ section: 'law', headline: 'সেকেলে খবর' });
  const any = { 'if-match': (await kamal.get('/api/strip')).headers.get('etag') ?? '' };
  expect((await kamal.put('/api/strip', { strip: { text: 'জরুরি খবর' } }, any)).status).toBe(200);
  const arrangement = () => itemsOf(cloud).find(({ pk, sk }) => pk === 'ARRANGEMENT' && sk === 'HEAD');
  const pins = arrangement();
  const strip = { ...Object(pins?.record.strip), text: overmarked };
  // Of a section that the paper has no more, and of one that it has.
  const fronts = { weather: [{ articleId: old }], law: nonsense, sport: [{ articleId: old }] };
  await operator.putItem({ ...pins, record: { ...pins?.record, fronts, strip } });

  const later = await desk.published({ section: 'law', headline: 'নতুন খবর' });
  expect((await cloud.page('/')).text).toContain(later);
  await desk.step('parveen', old, 'kill', { reason: 'আদেশ' });
  await operator.untilRest();
  expect(
    [...desk.publicObjects()].flatMap(([key, text]) => (text.includes('সেকেলে খবর') ? [key] : [])),
  ).toEqual([]);
  expect([...operator.parked().keys()]).toEqual([]);

  const found = await kamal.get('/api/strip');
  expect([found.status, found.body.strip]).toEqual([200, null]);
  const lowered = await kamal.put(
    '/api/strip',
    { strip: null },
    { 'if-match': found.headers.get('etag') ?? '' },
  );
  expect(lowered.status).toBe(200);
  expect((await parveen.get('/api/fronts/home')).status).toBe(200);
  expect(arrangement()?.record).toMatchObject({ fronts: { sport: [{ articleId: old }] } });
  expect(JSON.stringify(arrangement())).not.toContain('\u0301');
  operator.close();
  await cloud.close();
});

it.each([
  ['kill', { reason: 'আদেশ' }, 'killed'],
  ['retract', { reason: 'ভুল ছিল' }, 'retracted'],
  ['unpublish', { note: 'আগে বেরিয়েছে' }, 'unpublished'],
])('a change in work that cannot be read holds up no withdrawal: %s', async (step, said, state) => {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const headline = 'সেকেলে খবর';
  const id = await desk.published({ headline });
  await desk.step('rumana', id, 'update');
  await desk.edit(id, { headline: 'বদলানো খবর' });
  const copies = itemsOf(cloud).filter(({ pk, sk }) => pk === `ARTICLE#${id}` && sk.startsWith('COPY#'));
  const last = copies.sort((one, other) => one.sk.localeCompare(other.sk)).at(-1);
  expect(last?.record.headline).toBe('বদলানো খবর');
  await operator.putItem({ ...last, record: { ...last?.record, headline: overmarked } });

  await desk.step('parveen', id, step, said);
  expect(await desk.facts(id)).toContain(state);
  await operator.untilRest();
  const saying = [...desk.publicObjects()].filter(([, text]) => text.includes(headline));
  // A retraction names what does not hold.
  expect(saying.map(([key]) => key)).toEqual(step === 'retract' ? [`national/${id}`] : []);
  operator.close();
  await cloud.close();
});

it('a picture whose description cannot be read is withdrawn, and ends with its rights', async () => {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const until = new Date(cloud.clock.now() + 3_600_000).toISOString();
  const shown = async () => {
    const asset = await aReadyPicture(cloud, {
      description: { alt: 'পদ্মার চরে নৌকা', credit: 'রুমানা হক', rights: { until } },
    });
    const id = await desk.submitted({ lead: { asset } });
    await desk.step('kamal', id, 'approve');
    await cloud.rest();
    const head = itemsOf(cloud).find(({ pk, sk }) => pk === `ASSET#${asset}` && sk === 'HEAD');
    const description = { ...Object(head?.record.description), alt: overmarked };
    await operator.putItem({ ...head, record: { ...head?.record, description } });
    return asset;
  };
  const made = (asset: string) => [...desk.publicObjects().keys()].filter((key) => key.includes(asset));
  const files = async (asset: string) => {
    const pages = await Promise.all(made(asset).map((key) => cloud.page(`/${key}`)));
    return pages.filter(({ status }) => status === 200);
  };
  const [one, two] = [await shown(), await shown()];
  expect([(await files(one)).length, (await files(two)).length]).not.toContain(0);
  const answer = await desk.people.parveen.post(`/api/media/${one}/withdraw`, { reason: 'অন্যের ছবি' });
  expect([answer.status, answer.body.state]).toEqual([200, 'withdrawn']);
  await operator.untilRest();
  expect(await files(one)).toEqual([]);
  // What can be read of it stands.
  const { body } = await desk.people.parveen.get(`/api/media/${two}`);
  expect(body.description).toEqual({ credit: 'রুমানা হক', rights: { until } });
  await cloud.turnBy(2 * 3_600_000);
  await operator.untilRest();
  expect(await files(two)).toEqual([]);
  operator.close();
  await cloud.close();
});

it('a copy that cannot be read costs a rebuild no page of another article', async () => {
  const room = await aNewsroom();
  const [bad, good] = [await room.published({ section: 'law' }), await room.published({ section: 'law' })];
  const copy = itemsOf(room.cloud).find(({ pk, sk }) => pk === `ARTICLE#${bad}` && sk.startsWith('COPY#'));
  await room.spoil({ pk: '', sk: '', ...copy });
  room.cloud.store.sql("DELETE FROM s3_object WHERE CAST(key AS TEXT) LIKE 'law/art_%'").run();
  await aRebuild(room.cloud);
  await room.operator.untilRest();
  expect([...room.publicObjects().keys()].filter((key) => key.startsWith('law/art_'))).toEqual([
    `law/${good}`,
  ]);
  await room.close();
});

it('a line item that cannot be read costs no other its count', async () => {
  const room = await aNewsroom();
  const { cloud } = room;
  const [bad, good] = ['ad_00000000000a', 'ad_00000000000b'];
  for (const id of [bad, good]) {
    const record = JSON.parse(JSON.stringify(aLineItem({ id, state: 'cleared' })));
    await room.operator.putItem({ pk: `LINEITEM#${id}`, sk: 'HEAD', version: 1, record });
  }
  await room.spoil({ pk: `LINEITEM#${bad}`, sk: 'HEAD' });
  for (const id of [bad, good, good]) await cloud.page(`/ads/seen/${id}/text`, { 'user-agent': browser });
  await cloud.deliverLogs();
  await room.operator.untilRest();
  const salma = await cloud.someone('salma', 'ad-manager');
  expect((await salma.get(`/api/line-items/${good}/report`)).body.totals).toMatchObject({ impressions: 2 });
  expect([...room.operator.parked().keys()]).toEqual([]);
  await room.close();
});

/** A newsroom, and how an item of its table that no version can read comes into it. */
async function aNewsroom() {
  const desk = await aDesk();
  const { cloud } = desk;
  const operator = anOperator(cloud);
  const spoil = async ({ pk, sk }: Key, record: unknown = nonsense) => {
    const there = itemsOf(cloud).find((item) => item.pk === pk && item.sk === sk);
    await operator.putItem({ ...there, pk, sk, record });
  };
  const close = async () => {
    operator.close();
    await cloud.close();
  };
  const confirmed = async (address: string, ...sections: string[]) => {
    await cloud.send('POST', '/api/subscriptions', { body: { address, sections } });
    await cloud.rest();
    const mail = cloud.mailbox().findLast(({ to }) => to.includes(address));
    await cloud.send('POST', '/api/subscriptions/confirm', { body: { token: tokenIn(mail?.text) } });
    await cloud.rest();
  };
  const saying = (words: string) =>
    [...desk.publicObjects()].flatMap(([key, text]) => (text.includes(words) ? [key] : []));
  return { ...desk, operator, spoil, close, confirmed, saying };
}

it('what is latest in a section is made anew where it cannot be read: fronts go on, and lose what is killed', async () => {
  const room = await aNewsroom();
  const old = await room.published({ section: 'law', headline: 'সেকেলে খবর' });
  const kept = await room.published({ section: 'sport', headline: 'খেলার খবর' });
  await room.spoil(keys.latest({ section: 'sport' }));
  const later = await room.published({ section: 'law', headline: 'নতুন খবর' });
  await room.step('parveen', old, 'kill', { reason: 'আদেশ' });
  await room.operator.untilRest();
  expect(room.saying('সেকেলে খবর')).toEqual([]);
  for (const page of ['/', '/feed.xml', '/law'])
    expect((await room.cloud.page(page)).text, page).toContain(later);
  for (const page of ['/', '/sport']) expect((await room.cloud.page(page)).text, page).toContain(kept);
  expect([...room.operator.parked().keys()]).toEqual([]);
  await room.close();
});

it('a new day begins where it cannot be read which days are complete', async () => {
  const room = await aNewsroom();
  await room.spoil(keys.sealed({}));
  await room.cloud.turnBy(86_400_000);
  await room.operator.untilRest();
  const sealed = itemsOf(room.cloud).find(({ pk, sk }) => pk === 'LATEST' && sk === 'SEALED');
  expect(sealed?.record.before).toBe(dayOf(new Date(room.cloud.clock.now()).toISOString()));
  expect([...room.operator.parked().keys()]).toEqual([]);
  await room.close();
});

it('what functions that mail tell each other keeps no mail back', async () => {
  const room = await aNewsroom();
  const address = 'a@pathok.example';
  await room.confirmed(address, 'law');
  await room.spoil(keys.quota({}));
  await room.spoil(keys.sender({ lane: 'section', sender: 'earlier' }));
  const id = await room.published({ section: 'law', alert: 'section' });
  await room.operator.untilRest();
  const mails = room.cloud.mailbox().filter(({ to, text }) => to.includes(address) && text?.includes(id));
  expect(mails).toHaveLength(1);
  await room.close();
});

it('a reader with a section that this version does not have gets their mail, and leaves all of it', async () => {
  const room = await aNewsroom();
  const address = 'a@pathok.example';
  await room.confirmed(address, 'law');
  const [{ pk = '', record = {} } = {}] = itemsOf(room.cloud).filter(({ pk }) =>
    pk.startsWith('READERS#law#'),
  );
  const { id } = record as { id: string };
  const sections = ['law', 'weather'];
  const head = itemsOf(room.cloud).find((item) => item.pk === `SUBSCRIPTION#${id}` && item.sk === 'HEAD');
  await room.operator.putItem({ ...head, record: { ...head?.record, sections } });
  for (const list of [pk, pk.replace('law', 'weather')])
    await room.operator.putItem({ pk: list, sk: id, record: { ...record, interests: sections } });

  const article = await room.published({ section: 'law', alert: 'section' });
  await room.operator.untilRest();
  const mail = room.cloud.mailbox().find(({ text }) => text?.includes(article));
  expect(mail?.to).toEqual([address]);
  const token = tokenIn(mail?.text);
  const shown = await room.cloud.send('POST', '/api/subscriptions/preferences', { body: { token } });
  expect([shown.status, shown.body.sections]).toEqual([200, ['law']]);
  const left = await room.cloud.send('POST', `/api/subscriptions/unsubscribe?token=${token}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    raw: 'List-Unsubscribe=One-Click',
  });
  expect(left.status).toBe(200);
  expect(itemsOf(room.cloud).filter(({ pk }) => pk.startsWith('READERS#'))).toEqual([]);
  await room.close();
});

it('whose name cannot be read is called by their account; the words of an article of which nobody can tell are withheld', async () => {
  const room = await aNewsroom();
  await room.people.rumana.put('/api/people/me', {});
  await room.people.kamal.put('/api/people/me', {});
  const people = async () => {
    const { status, body } = await room.people.mitu.get('/api/people');
    return [status, (body.people as unknown as { name: string }[]).map(({ name }) => name).sort()];
  };
  expect(await people()).toEqual([200, ['kamal', 'rumana']]);
  await room.spoil(keys.person({ id: 'rumana' }));
  expect(await people()).toEqual([200, ['kamal']]);

  const id = await room.submitted();
  await room.step('kamal', id, 'return', { note: 'গোপন কথা' });
  await room.cloud.rest();
  await room.spoil(keys.article.head({ id }));
  const since = new Date(room.cloud.clock.now() - 3_600_000).toISOString();
  const activity = await room.people.rumana.get(`/api/activity?since=${since}`);
  expect(activity.status).toBe(200);
  expect(JSON.stringify(activity.body)).toContain(id);
  expect(JSON.stringify(activity.body)).not.toContain('গোপন কথা');
  await room.operator.untilRest();
  expect([...room.operator.parked().keys()]).toEqual([]);
  await room.close();
});

it('views of a day that cannot be read keep nothing killed among what is read most', async () => {
  const room = await aNewsroom();
  const one = await room.published({ headline: 'সেকেলে খবর' });
  const others = [await room.published(), await room.published(), await room.published()];
  for (const id of [one, ...others]) await room.cloud.page(`/national/${id}`, { 'user-agent': browser });
  await room.cloud.deliverLogs();
  await room.cloud.turnBy(600_000);
  const mostRead = async () => (await room.cloud.page('/most-read.json')).text;
  expect(await mostRead()).toContain('সেকেলে খবর');
  await room.spoil(keys.views({ day: dayOf(new Date(room.cloud.clock.now()).toISOString()) }));
  await room.step('parveen', one, 'kill', { reason: 'আদেশ' });
  await room.cloud.turnBy(3_600_000);
  await room.operator.untilRest();
  expect(room.saying('সেকেলে খবর')).toEqual([]);
  expect(await mostRead()).not.toContain('সেকেলে খবর');
  expect([...room.operator.parked().keys()]).toEqual([]);
  await room.close();
});

it('a switch that cannot be read stops no work, unless it says that it is on, and can be turned', async () => {
  const room = await aNewsroom();
  const { parveen, rumana } = room.people;
  const save = async () => {
    await room.cloud.turnBy(10_000);
    return (await rumana.post('/api/articles', aFiling())).status;
  };
  expect((await parveen.put('/api/newsroom/read-only', { on: true, reason: 'মহড়া' })).status).toBe(200);
  await room.spoil(keys.readOnly({}), { ...nonsense, on: true });
  expect(await save()).toBe(503);
  await room.spoil(keys.readOnly({}));
  expect(await save()).toBe(201);
  expect((await parveen.put('/api/newsroom/read-only', { on: true, reason: 'মহড়া' })).status).toBe(200);
  expect(await save()).toBe(503);
  expect((await parveen.put('/api/newsroom/read-only', { on: false })).status).toBe(200);
  expect(await save()).toBe(201);
  await room.close();
});

it('a picture of which little can be read is withdrawn, and holds up no kill', async () => {
  const room = await aNewsroom();
  const description = { alt: 'পদ্মার চরে নৌকা', credit: 'রুমানা হক' };
  const asset = await aReadyPicture(room.cloud, { description });
  const id = await room.published({ headline: 'সেকেলে খবর', lead: { asset } });
  const head = itemsOf(room.cloud).find(({ pk, sk }) => pk === `ASSET#${asset}` && sk === 'HEAD');
  await room.spoil(keys.asset.head({ id: asset }), { ...head?.record, crops: { wide: 'x' }, usedAt: 7 });
  await room.step('parveen', id, 'kill', { reason: 'আদেশ' });
  const answer = await room.people.parveen.post(`/api/media/${asset}/withdraw`, { reason: 'অন্যের ছবি' });
  expect([answer.status, answer.body.state]).toEqual([200, 'withdrawn']);
  await room.operator.untilRest();
  expect(room.saying('সেকেলে খবর')).toEqual([]);
  await room.close();
});

it('a kill is one of any article, however many people have not saved what they wrote at it', async () => {
  const room = await aNewsroom();
  const id = await room.published({ headline: 'সেকেলে খবর' });
  const kept = {
    json: JSON.stringify({ from: 1, fields: { headline: 'x' }, at: '2026-11-24T06:00:00.000Z' }),
  };
  for (let n = 0; n < 220; n++) await room.spoil(keys.article.working({ id, by: `reporter-${n}` }), kept);
  await room.step('parveen', id, 'kill', { reason: 'আদেশ' });
  await room.operator.untilRest();
  expect(room.saying('সেকেলে খবর')).toEqual([]);
  expect(itemsOf(room.cloud).filter(({ sk }) => sk.startsWith('WORK#'))).toEqual([]);
  await room.close();
});
