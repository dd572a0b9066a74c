import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exported } from '../../infra/operate/export-newsroom.ts';
import type { Restored } from '../../infra/operate/restore-newsroom.ts';
import { aClock } from '../a-clock.ts';
import { aFiling } from '../a-cloud.ts';
import { aReadyPicture } from '../media/a-ready-picture.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { aRebuild } from './a-rebuild.ts';
import { anAdDesk } from './an-ad-desk.ts';
import { aFolder, exported, restored } from './an-export.ts';

const hour = 3_600_000;
const long = 'চরের মানুষ ভোরেই নদীর ঘাটে নামে। '.repeat(900);

/** A newsroom with something of everything. */
async function aUsedNewsroom() {
  const desk = await anAdDesk();
  const { cloud, people } = desk;
  const step = async (who: keyof typeof people, id: string, name: string, body: object = {}) =>
    expect((await people[who].post(`/api/articles/${id}/${name}`, body)).status, name).toBe(200);
  /** The secret of a link to a page, from the mails of a reader. */
  const linkTo = (page: string, address: string) =>
    cloud
      .mailbox()
      .filter(({ to }) => to.includes(address))
      .flatMap(({ text }) => new RegExp(`/${page}#token=([^\\s"<]+)`).exec(text)?.[1] ?? [])[0] ?? '';
  const subscribe = async (address: string) => {
    await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
    await cloud.rest();
    return linkTo('confirm', address);
  };
  const confirm = async (token: string) =>
    expect((await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } })).status).toBe(200);
  for (const address of ['pathok@one.example', 'gone@two.example']) await confirm(await subscribe(address));
  const unconfirmed = await subscribe('waits@three.example');

  const picture = await aReadyPicture(cloud, { description: { alt: 'নৌকা', credit: 'রুমানা হক' } });
  const ids = {
    alerted: await desk.published({ alert: 'section', tags: ['চর'] }),
    pictured: await desk.published({ section: 'law', lead: { asset: picture }, tags: ['চর'] }),
    long: await desk.published({ section: 'law', body: long }),
    corrected: await desk.published({ section: 'business' }),
    retracted: await desk.published({ section: 'business' }),
    killed: await desk.published({ section: 'law', headline: 'মুছে যাওয়া খবর' }),
    submitted: await desk.submitted(),
    draft: await desk.file(),
    scheduled: await desk.submitted({ headline: 'কাল সকালের খবর', alert: 'section' }),
  };
  await cloud.turnBy(10_000);
  await step('rumana', ids.corrected, 'correct', { note: 'নামটি ভুল ছিল' });
  await desk.edit(ids.corrected, { section: 'business', body: 'ঠিক করা কথা।' });
  await step('rumana', ids.corrected, 'submit');
  await step('kamal', ids.corrected, 'approve');
  await step('parveen', ids.retracted, 'retract', { reason: 'ভুল খবর' });
  await step('parveen', ids.killed, 'kill', { reason: 'আদেশ' });
  await people.parveen.put('/api/redirects', { from: '/old', to: `/national/${ids.alerted}` });
  await step('kamal', ids.scheduled, 'approve', {
    publishAt: new Date(cloud.clock.now() + 24 * hour).toISOString(),
  });
  await cloud.rest();
  const ad = await desk.cleared(await desk.creative());
  const [link, gone] = [
    linkTo('preferences', 'pathok@one.example'),
    linkTo('preferences', 'gone@two.example'),
  ];
  expect((await cloud.send('POST', '/api/subscriptions/unsubscribe', { body: { token: gone } })).status).toBe(
    200,
  );
  await cloud.turnBy(3 * 60_000);
  await desk.signIn();
  return { ...desk, ids, ad, link, unconfirmed };
}

/** What readers get, but for the address of the site: every newsroom here has a port of its own. */
const shown = ({ cloud, publicObjects }: Pick<ADesk, 'cloud' | 'publicObjects'>) =>
  new Map(
    [...publicObjects()].map(([key, body]) => [
      key,
      // Each writing of the ads has a name of its own.
      body.replaceAll(new RegExp(`(?<=:|%3A)${cloud.port}`, 'g'), 'PORT').replace(/"made":"\w+"/, '"made"'),
    ]),
  );

const differing = (a: Map<string, string>, b: Map<string, string>) =>
  [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));

describe('a newsroom that is restored into an empty one', () => {
  const folder = aFolder();
  let [old, first, copy]: [Awaited<ReturnType<typeof aUsedNewsroom>>, Exported, ADesk] = [] as never;
  let [done, pages]: [Restored, Map<string, string>] = [] as never;
  const announced: string[] = [];

  beforeAll(async () => {
    old = await aUsedNewsroom();
    first = await exported(old.cloud, folder);
    await aRebuild(old.cloud);
    pages = shown(old);
    const now = old.cloud.clock.now();
    await old.cloud.close();
    copy = await aDesk({
      clock: aClock(now),
      intercept: async (call, go) => {
        if (call.service === 'sns' && call.principal !== 'operator') announced.push(call.principal);
        return go();
      },
    });
    await copy.cloud.rest();
    done = await restored(copy.cloud, folder);
  });
  afterAll(async () => {
    await copy?.cloud.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has all there was, and nobody is told: no fact is news, no mail goes out', async () => {
    expect(done).toMatchObject({
      items: first.items.lines,
      objects: first.objects.lines,
      left: [],
      ended: 0,
    });
    expect(first.objects.lines).toBeGreaterThan(10);
    const again = aFolder();
    expect((await exported(copy.cloud, again)).hash).toBe(first.hash);
    rmSync(again, { recursive: true });
    expect(announced).toEqual([]);
    expect(copy.cloud.mailbox()).toEqual([]);
  });

  it('gives readers the same pages, byte by byte, once they are rendered', async () => {
    await aRebuild(copy.cloud);
    await copy.cloud.lambda.invoke('ads/begin-flights', {
      time: new Date(copy.cloud.clock.now()).toISOString(),
    });
    const now = shown(copy);
    expect(differing(pages, now)).toEqual([]);
    expect(now.get(`law/${old.ids.killed}`)).toBeDefined();
    expect(copy.cloud.mailbox()).toEqual([]);
  });

  it('does not mail again what is replayed', async () => {
    const since = new Date(copy.cloud.clock.now() - 24 * hour).toISOString();
    expect((await copy.people.parveen.post('/api/facts/replay', { since })).body.replayed).toBeGreaterThan(
      20,
    );
    await copy.cloud.rest();
    await copy.cloud.turnBy(5 * 60_000);
    expect(copy.cloud.mailbox()).toEqual([]);
    expect(differing(pages, shown(copy))).toEqual([]);
  });

  it('goes on: an editor works, readers confirm and leave by their old links, and the embargo lifts', async () => {
    const { cloud, people, step } = copy;
    const post = (what: string, token: string) =>
      cloud.send('POST', `/api/subscriptions/${what}`, { body: { token } });
    expect((await post('confirm', old.unconfirmed)).status).toBe(200);
    await step('mitu', old.ids.submitted, 'approve');
    expect(
      (await people.rumana.put(`/api/articles/${old.ids.draft}`, aFiling(), { 'if-match': '*' })).status,
    ).toBe(200);
    await cloud.rest();
    expect((await cloud.page(`/national/${old.ids.submitted}`)).status).toBe(200);
    expect((await cloud.page(`/national/${old.ids.scheduled}`)).status).toBe(404);
    await cloud.turnBy(24 * hour);
    expect((await cloud.page(`/national/${old.ids.scheduled}`)).status).toBe(200);
    const told = cloud.mailbox().filter(({ text }) => text.includes(old.ids.scheduled));
    expect(told.flatMap(({ to }) => to).sort()).toEqual(['pathok@one.example', 'waits@three.example']);
    expect((await post('unsubscribe', old.link)).status).toBe(200);
    await copy.signIn();
    const later = await copy.published({ alert: 'section' });
    expect(
      cloud
        .mailbox()
        .filter(({ text }) => text.includes(later))
        .flatMap(({ to }) => to),
    ).toEqual(['waits@three.example']);
  });

  it('is used then, and takes no other', async () => {
    await expect(restored(copy.cloud, folder)).rejects.toThrow(/not empty; there are/);
    expect(readFileSync(`${folder}/table.ndjson`, 'utf8')).not.toContain('"restored"');
  });
});
