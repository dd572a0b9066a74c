import { rmSync } from 'node:fs';
import { AwsError } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privateBucket, siteBucket } from '../../infra/local/resources.ts';
import { close } from '../../infra/operate/world.ts';
import { aClock } from '../a-clock.ts';
import { type ACloud, aStillCloud } from '../a-cloud.ts';
import { aReadyPicture } from '../media/a-ready-picture.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { aFolder, exported, restored } from './an-export.ts';
import { itemsOf, worldOf } from './as-operator.ts';

const address = 'pathok@one.example';

let desk: ADesk;
let leaves = '';
let ids: { picture: string; killed: string; alerted: string } = {} as never;
const folder = aFolder();
const clouds: ACloud[] = [];

beforeAll(async () => {
  desk = await aDesk();
  const { cloud } = desk;
  const linkTo = (page: string) =>
    cloud
      .mailbox()
      .flatMap(({ text }) => new RegExp(`/${page}#token=([^\\s"<]+)`).exec(text)?.[1] ?? [])
      .at(-1) ?? '';
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national', 'law'] } });
  await cloud.rest();
  await cloud.send('POST', '/api/subscriptions/confirm', { body: { token: linkTo('confirm') } });
  const picture = await aReadyPicture(cloud, { description: { alt: 'নৌকা', credit: 'রুমানা হক' } });
  ids = {
    picture,
    alerted: await desk.published({ alert: 'section', lead: { asset: picture } }),
    killed: await desk.published({ section: 'law', tags: ['চর'], headline: 'মুছে যাওয়া খবর' }),
  };
  leaves = linkTo('unsubscribe');
  expect(leaves).not.toBe('');
  // It was read-only before: of that an export has nothing.
  for (const on of [true, false, true, false])
    await desk.people.parveen.put('/api/newsroom/read-only', { on, reason: 'মহড়া' });
  await exported(cloud, folder);
});
afterAll(async () => {
  for (const cloud of [desk?.cloud, ...clouds]) await cloud?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Options = NonNullable<Parameters<typeof aStillCloud>[0]>;
type Call = Parameters<NonNullable<Options['intercept']>>[0];

async function anEmpty(intercept: NonNullable<Options['intercept']>) {
  const cloud = await aStillCloud({ clock: aClock(desk.cloud.clock.now()), intercept });
  clouds.push(cloud);
  await cloud.rest();
  return cloud;
}

/** The key of the item that the operator puts by itself; undefined of another call. */
function putBy({ principal, action, body }: Call): { pk: string; sk: string } | undefined {
  if (principal !== 'operator' || !action.endsWith('PutItem')) return undefined;
  const { pk, sk } = JSON.parse(body.toString()).Item;
  return { pk: pk.S, sk: sk.S };
}

const ask = (cloud: ACloud, what: string) =>
  cloud.send('POST', '/api/subscriptions', { body: { address: what, sections: ['national'] } });
const leave = (cloud: ACloud) =>
  cloud.send('POST', `/api/subscriptions/unsubscribe?token=${leaves}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    raw: 'List-Unsubscribe=One-Click',
  });
const pepperOf = async (cloud: ACloud) => {
  const world = worldOf(cloud);
  const item = (await itemsOf(world)).find(({ pk }) => pk?.S === 'PEPPER');
  close(world);
  return item?.record?.S;
};
const keysOf = async (cloud: ACloud) => {
  const world = worldOf(cloud);
  const all = (await itemsOf(world)).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
  close(world);
  return all;
};
/** Files with something in them: at the addresses of what was withdrawn lie empty ones. */
const filesIn = (cloud: ACloud, bucket: string) =>
  cloud.store
    .sql('SELECT key FROM s3_object WHERE bucket = ? AND length(body) > 0')
    .all(bucket)
    .map(({ key }) => Buffer.from(key as Uint8Array).toString());

describe('a restore, while readers have the links of their mails', () => {
  it('has what stands beside a record there before the record, and takes no reader’s wish before all of it is there', async () => {
    const puts: string[] = [];
    const left: number[] = [];
    const cloud = await anEmpty(async (call, go) => {
      const answer = await go();
      const key = putBy(call);
      if (!key) return answer;
      puts.push(`${key.pk} ${key.sk}`);
      // Before anything of the reader is there, and when their record is.
      if (puts.length === 1 || (key.pk.startsWith('SUBSCRIPTION#') && key.sk === 'HEAD'))
        left.push((await leave(cloud)).status);
      return answer;
    });
    await restored(cloud, folder);
    expect(left).toEqual([503, 503]);
    expect((await leave(cloud)).status).toBe(200);
    expect((await keysOf(cloud)).filter((key) => key.startsWith('READERS#'))).toEqual([]);
    const record = puts.findIndex((key) => /^SUBSCRIPTION#\S+ HEAD$/.test(key));
    const beside = puts.findLastIndex((key) => /^(READERS#|MAILBOX#|SUBSCRIPTION#\S+ (?!HEAD))/.test(key));
    expect(beside).toBeLessThan(record);
    const [head, rest] = [
      puts.indexOf(`ARTICLE#${ids.killed} HEAD`),
      puts.findLastIndex((key) => key.includes(ids.killed) && !key.endsWith(' HEAD')),
    ];
    expect(rest).toBeLessThan(head);
  });

  it('keeps the secret of readers, whoever asks for mail meanwhile', async () => {
    const was = await pepperOf(desk.cloud);
    let [status, isBegun] = [0, false];
    const cloud = await anEmpty(async (call, go) => {
      if (call.principal === 'operator' && call.action === 'PutObject' && isBegun) {
        isBegun = false;
        status = (await ask(cloud, 'other@two.example')).status;
      }
      return go();
    });
    isBegun = true;
    await restored(cloud, folder);
    expect(status).toBe(503);
    expect(await pepperOf(cloud)).toBe(was);
    expect((await ask(cloud, 'other@two.example')).status).toBe(202);
  });

  it('is stopped by nobody who presses the button of a mail before it begins', async () => {
    const cloud = await anEmpty((_call, go) => go());
    const press = (token: string) =>
      cloud.send('POST', '/api/subscriptions/unsubscribe', { body: { token } });
    expect((await press('sub_1.x')).status).toBe(410);
    expect((await press(leaves)).status).toBe(410);
    await restored(cloud, folder);
    expect((await press(leaves)).status).toBe(200);
  });

  it('comes into a newsroom that was made read-only for it, and leaves it so', async () => {
    const cloud = await anEmpty((_call, go) => go());
    const path = '/api/newsroom/read-only';
    const publisher = await cloud.someone('parveen', 'publisher');
    const [old, made] = [
      await desk.people.parveen.get(path),
      await publisher.put(path, { on: true, reason: 'ফিরিয়ে আনা হচ্ছে' }),
    ];
    expect([old.body.on, made.body.on]).toEqual([false, true]);
    await restored(cloud, folder);
    expect((await publisher.get(path)).body).toEqual(made.body);
    expect((await ask(cloud, 'other@two.example')).body.code).toBe('read-only');
    expect((await publisher.get(`/api/articles/${ids.alerted}`)).status).toBe(200);
    await publisher.put(path, { on: false });
    await cloud.turnBy(5_000);
    expect((await ask(cloud, 'other@two.example')).status).toBe(202);
  });

  it('is refused when somebody made such a secret just before', async () => {
    let isFirst = true;
    const cloud = await anEmpty(async (call, go) => {
      const isMark = call.principal === 'operator' && /"RESTORING"/.test(call.body.toString());
      if (isMark && /Put|Transact/.test(call.action) && isFirst) {
        isFirst = false;
        await ask(cloud, 'other@two.example');
      }
      return go();
    });
    await expect(restored(cloud, folder)).rejects.toThrow(/not empty any more/);
    expect(filesIn(cloud, siteBucket).filter((key) => key.startsWith('media/'))).toEqual([]);
    expect(await keysOf(cloud)).not.toContain('RESTORING HEAD');
  });

  it('puts nothing again that was removed while it was interrupted', async () => {
    let isDown = true;
    const cloud = await anEmpty(async (call, go) => {
      // All but what a stage makes by itself is there.
      if (isDown && putBy(call)?.pk === 'LATEST')
        throw new AwsError('AccessDeniedException', 'no longer', 400);
      return go();
    });
    await expect(restored(cloud, folder)).rejects.toThrow(/no longer/);
    const publisher = await cloud.someone('parveen', 'publisher');
    const reason = { reason: 'আদেশ' };
    expect((await leave(cloud)).status).toBe(503);
    expect((await publisher.post(`/api/media/${ids.picture}/withdraw`, reason)).status).toBe(200);
    expect((await publisher.post(`/api/articles/${ids.killed}/kill`, reason)).status).toBe(200);
    await cloud.rest();
    const there = new Set(await keysOf(cloud));
    isDown = false;
    await restored(cloud, folder);
    const isOwn = /^(LATEST|VIEWS|READERCOUNTS|SENDERS)/;
    expect((await keysOf(cloud)).filter((key) => !there.has(key) && !isOwn.test(key))).toEqual([]);
    for (const bucket of [siteBucket, privateBucket])
      expect(filesIn(cloud, bucket).filter((key) => key.includes(ids.picture))).toEqual([]);
    expect((await cloud.page(`/law/${ids.killed}`)).text).not.toContain('মুছে যাওয়া');
  });

  it('is ended by the later of two runs: the earlier stops, and puts nothing behind its end', async () => {
    let second: Promise<unknown> | undefined;
    const after: string[] = [];
    const cloud = await anEmpty(async (call, go) => {
      const key = putBy(call);
      if (key?.pk === 'RESTORING' && !second) {
        second = restored(cloud, folder);
        await second;
        after.push(...(await keysOf(cloud)));
      }
      return go();
    });
    await expect(restored(cloud, folder)).rejects.toThrow(/Another run goes on/);
    await expect(second).resolves.toMatchObject({ manifest: expect.anything() });
    expect((await keysOf(cloud)).filter((key) => !after.includes(key))).toEqual([]);
    expect(after).not.toContain('RESTORING HEAD');
    expect((await leave(cloud)).status).toBe(200);
  });

  it('is not gone on with by a version that does not know how far it came', async () => {
    let isOther = true;
    const cloud = await anEmpty(async (call, go) => {
      if (!isOther || putBy(call)?.pk !== 'RESTORING') return go();
      await go({
        body: Buffer.from(call.body.toString().replace('"done":{"S":"private"}', '"done":{"S":"half"}')),
      });
      throw new AwsError('AccessDeniedException', 'no longer', 400);
    });
    await expect(restored(cloud, folder)).rejects.toThrow(/no longer/);
    isOther = false;
    await expect(restored(cloud, folder)).rejects.toThrow(/another version.*“half”/);
  });
});
