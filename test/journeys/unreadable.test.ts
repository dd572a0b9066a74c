import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { aLineItem } from '../ads/a-line-item.ts';
import { anOperator } from '../drill/an-operator.ts';
import { aDesk } from './a-desk.ts';
import { aRebuild } from './a-rebuild.ts';

/** What no version of Khobor can read. */
const nonsense = { words: 'of nobody' };
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
  const items = cloud.store.sql('SELECT item FROM dynamodb_item').all();
  const copy = items
    .map(({ item }) => unmarshall(JSON.parse(String(item))))
    .find(({ pk, sk }) => pk === `ARTICLE#${bad}` && sk.startsWith('COPY#'));
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
