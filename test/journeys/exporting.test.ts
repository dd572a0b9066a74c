import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsError } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import type { Exported } from '../../infra/operate/export-newsroom.ts';
import { close } from '../../infra/operate/world.ts';
import { aClock } from '../a-clock.ts';
import { type ACloud, aStillCloud } from '../a-cloud.ts';
import { aReadyPicture } from '../media/a-ready-picture.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { aFolder, exported, restored } from './an-export.ts';
import { worldOf } from './as-operator.ts';

const [minute, hour] = [60_000, 3_600_000];
const address = 'pathok@one.example';

/** The largest item that DynamoDB takes, with bytes and sets in it. */
async function putLargest(cloud: ACloud) {
  const world = worldOf(cloud);
  const item = {
    ...{ pk: 'ARTICLE#art_largest', sk: 'COPY#00000001', schema: 4 },
    record: { bytes: new Uint8Array([0, 10, 255]), some: new Set(['খ', 'ক']), no: null, n: 1.5 },
  };
  const rest = 400 * 1024 - 160;
  const Item = marshall({ ...item, filling: 'x'.repeat(rest) });
  await world.dynamodb.send(new PutItemCommand({ TableName: tableName, Item }));
  close(world);
}

async function itemsOf(cloud: ACloud): Promise<string[]> {
  const world = worldOf(cloud);
  const { Items = [] } = await world.dynamodb.send(new ScanCommand({ TableName: tableName }));
  close(world);
  return Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
}

let desk: ADesk;
let [folder, whole, scheduled]: [string, Exported, string] = [] as never;
const folders: string[] = [];
const another = () => {
  const made = aFolder();
  folders.push(made);
  return made;
};

beforeAll(async () => {
  desk = await aDesk();
  const { cloud } = desk;
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
  await cloud.rest();
  const token = /confirm#token=([^\s"<]+)/.exec(cloud.mailbox()[0]?.text ?? '')?.[1] ?? '';
  await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
  await aReadyPicture(cloud);
  await desk.published({ alert: 'section' });
  scheduled = await desk.submitted();
  const publishAt = new Date(cloud.clock.now() + hour).toISOString();
  await desk.step('kamal', scheduled, 'approve', { publishAt });
  await cloud.rest();
  await cloud.turnBy(3 * minute);
  await putLargest(cloud);
  await desk.signIn();
  folder = another();
  whole = await exported(cloud, folder);
});
afterAll(async () => {
  await desk?.cloud.close();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

/** An empty newsroom at the hour of the old one, or later. */
const anEmpty = async (later = 0, options: Parameters<typeof aStillCloud>[0] = {}) => {
  const cloud = await aStillCloud({ clock: aClock(desk.cloud.clock.now() + later), ...options });
  await cloud.rest();
  return cloud;
};

describe('an export', () => {
  it('is for its owner alone, and says what it has', () => {
    for (const name of ['', 'export.json', 'table.ndjson', 'objects.ndjson', 'objects'])
      expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
    expect(whole.items.lines).toBe(readFileSync(join(folder, 'table.ndjson'), 'utf8').split('\n').length - 1);
    expect(whole.objects.lines).toBeGreaterThan(5);
    expect(readdirSync(folder).sort()).toEqual(['export.json', 'objects', 'objects.ndjson', 'table.ndjson']);
  });

  it('is not written over another, nor beside other things', async () => {
    await expect(exported(desk.cloud, folder)).rejects.toThrow(/There is an export/);
    const strange = another();
    mkdirSync(strange);
    writeFileSync(join(strange, 'letters.txt'), '');
    await expect(exported(desk.cloud, strange)).rejects.toThrow(/holds other things \(letters.txt\)/);
  });

  it('is of one moment, whatever is saved while it is made', async () => {
    const during = another();
    let saved = '';
    const done = await exported(desk.cloud, during, {
      hear: async () => {
        if (saved) return;
        saved = 'under way';
        saved = await desk.published({ headline: 'এখনই' });
        await desk.step('parveen', saved, 'kill', { reason: 'আদেশ' });
        await desk.cloud.rest();
      },
    });
    expect(done.changed).toBeGreaterThan(10);
    const after = another();
    expect((await exported(desk.cloud, after)).hash).toBe(done.hash);
    expect(readFileSync(join(during, 'table.ndjson'), 'utf8')).toContain(saved);
  });

  it('begins anew when it was interrupted, with the objects it had', async () => {
    const twice = another();
    await exported(desk.cloud, twice);
    rmSync(join(twice, 'export.json'));
    // Its list ends within a line, and half of a scan lies there.
    const list = join(twice, 'objects.ndjson');
    truncateSync(list, statSync(list).size - 20);
    appendFileSync(join(twice, 'scan.ndjson'), '{"pk":');
    const done = await exported(desk.cloud, twice);
    expect(done.reused).toBe(done.objects.lines - 1);
    expect(done.hash).toBe((await exported(desk.cloud, another())).hash);
  });

  it('has nothing of readers if they are left out', async () => {
    const bare = another();
    const done = await exported(desk.cloud, bare, { withoutReaders: true });
    const text = readFileSync(join(bare, 'table.ndjson'), 'utf8');
    expect(readFileSync(join(folder, 'table.ndjson'), 'utf8')).toContain(address);
    for (const word of [address, 'SUBSCRIPTION#', 'READERS#', 'MAILBOX#', 'PEPPER', 'BATCH#', 'sub_'])
      expect(text.includes(word), word).toBe(false);
    expect(done.leftOut).toBeGreaterThan(5);
  });
});

describe('a restore', () => {
  const damaged: [string, (at: string) => void, RegExp][] = [
    ['a changed byte', (at) => flip(join(at, 'table.ndjson')), /table.ndjson is damaged/],
    ['half a line', (at) => cut(join(at, 'table.ndjson'), 30), /ends within a line/],
    ['a line less', (at) => dropLine(join(at, 'table.ndjson')), /its lines should be/],
    ['a line more', (at) => appendFileSync(join(at, 'table.ndjson'), '{}\n'), /line \d+ cannot be read/],
    ['an object less', (at) => dropLine(join(at, 'objects.ndjson')), /objects.ndjson is damaged/],
    ['a changed file', (at) => flip(fileIn(at)), /The file of .* is damaged/],
    ['a missing file', (at) => rmSync(fileIn(at)), /The file of .* is missing/],
    ['no table', (at) => rmSync(join(at, 'table.ndjson')), /table.ndjson is missing/],
    ['no end', (at) => rmSync(join(at, 'export.json')), /no whole export/],
    ['half an end', (at) => cut(join(at, 'export.json'), 20), /export.json cannot be read/],
    [
      'a newer form',
      (at) => change(join(at, 'export.json'), /"schema": \d+/, '"schema": 99'),
      /newer version/,
    ],
    [
      'a path',
      (at) => change(join(at, 'objects.ndjson'), /"sha256":"\w+"/, '"sha256":"../x"'),
      /cannot be read/,
    ],
  ];

  it('writes nothing of an export that is damaged', async () => {
    const cloud = await anEmpty();
    const before = await itemsOf(cloud);
    for (const [what, damage, says] of damaged) {
      const at = another();
      cpSync(folder, at, { recursive: true });
      damage(at);
      await expect(restored(cloud, at), what).rejects.toThrow(says);
      rmSync(at, { recursive: true });
    }
    expect(await itemsOf(cloud)).toEqual(before);
    await cloud.close();
  });

  it('takes only an empty newsroom, and says what lies there', async () => {
    const cloud = await anEmpty();
    await (await cloud.someone('rumana', 'reporter')).get('/api/queue');
    await aReadyPicture(cloud);
    await expect(restored(cloud, folder)).rejects.toThrow(/not empty; there are .*ASSET#ast_/);
    await cloud.close();
  });

  it('goes on where it was interrupted, and takes nothing from whoever came first', async () => {
    let [puts, isDown] = [0, true];
    const cloud = await anEmpty(0, {
      intercept: async (call, go) => {
        if (call.action.endsWith('PutItem') && call.principal === 'operator' && ++puts > 40 && isDown)
          throw new AwsError('AccessDeniedException', 'no longer', 400);
        return go();
      },
    });
    await expect(restored(cloud, folder)).rejects.toThrow(/no longer/);
    isDown = false;
    await expect(exported(cloud, another())).rejects.toThrow(/not all of it is there/);
    const other = another();
    await exported(desk.cloud, other, { withoutReaders: true });
    await expect(restored(cloud, other)).rejects.toThrow(/Another export is being restored/);
    const done = await restored(cloud, folder);
    expect(done.left.length).toBeGreaterThan(20);
    expect(done.items + done.left.length).toBeGreaterThanOrEqual(whole.items.lines);
    expect((await exported(cloud, another())).hash).toBe(whole.hash);
    expect(cloud.mailbox()).toEqual([]);
    await cloud.close();
  });

  it('asks before it has articles published whose time came since the export', async () => {
    const cloud = await anEmpty(2 * hour);
    await expect(restored(cloud, folder)).rejects.toThrow(`at once, with their alerts`);
    await restored(cloud, folder, { publishDue: true });
    await cloud.turnBy(2 * minute);
    expect((await cloud.page(`/national/${scheduled}`)).status).toBe(200);
    await cloud.close();
  });

  it('leaves out what has ended since', async () => {
    const cloud = await anEmpty(40 * 24 * hour);
    const { ended } = await restored(cloud, folder, { publishDue: true });
    expect(ended).toBeGreaterThan(0);
    await cloud.close();
  });

  it('of a mailing that is under way has it wait for a person', async () => {
    const old = await aStillCloud({ clock: aClock(desk.cloud.clock.now()) });
    await restored(old, folder);
    old.aws.ses.change({ max24HourSend: 0 });
    const [rumana, kamal] = [await old.someone('rumana', 'reporter'), await old.someone('kamal', 'editor')];
    const filing = { section: 'national', headline: 'খবর', body: 'কথা', alert: 'section' };
    const { id } = (await rumana.post('/api/articles', filing)).body;
    await rumana.post(`/api/articles/${id}/submit`);
    await kamal.post(`/api/articles/${id}/approve`);
    await old.rest();
    const at = another();
    await exported(old, at);
    const cloud = await anEmpty(hour / 2);
    expect((await restored(cloud, at)).mailings).toBe(1);
    await cloud.turnBy(hour / 4);
    await cloud.turnBy(minute);
    expect(cloud.mailbox()).toEqual([]);
    const publisher = await cloud.someone('parveen', 'publisher');
    const path = `/api/mailings/alert-${id}`;
    expect((await publisher.get(path)).body).toMatchObject({ state: 'paused', pause: { reason: 'stale' } });
    expect((await publisher.post(`${path}/resume`)).status).toBe(200);
    await cloud.rest();
    expect(cloud.mailbox().flatMap(({ to }) => to)).toEqual([address]);
    await old.close();
    await cloud.close();
  });
});

function flip(path: string) {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const cut = (path: string, bytes: number) => truncateSync(path, statSync(path).size - bytes);

const dropLine = (path: string) =>
  writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(1).join('\n'));

const change = (path: string, what: RegExp, to: string) =>
  writeFileSync(path, readFileSync(path, 'utf8').replace(what, to));

function fileIn(at: string): string {
  const [of = ''] = readdirSync(join(at, 'objects'));
  const [name = ''] = readdirSync(join(at, 'objects', of));
  return join(at, 'objects', of, name);
}
