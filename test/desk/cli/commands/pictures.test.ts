import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aCloud } from '../../../a-cloud.ts';
import { aPhoto } from '../../../media/a-photo.ts';
import { aTerminal } from '../a-terminal.ts';

let cloud: ACloud;
let rumana: string;
let parveen: string;
const { folder, run, write } = aTerminal();
beforeAll(async () => {
  cloud = await aCloud();
  rumana = await cloud.token('rumana', 'reporter');
  parveen = await cloud.token('parveen', 'publisher');
  write('চর.jpg', await (await aPhoto({ width: 700, height: 500 })).jpeg().toBuffer());
  write('iphone.jpg', `\0\0\0\x18ftypheic${'\0'.repeat(100)}`);
  write('bad.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(900)]));
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const khobor = (args: string[], token = rumana, env: Record<string, string> = {}) =>
  run({ url: cloud.url, token, env }, args);

describe('khobor upload', () => {
  it('uploads a picture with what is said of it, and ends with its id', async () => {
    const ended = await khobor([
      ...['upload', 'চর.jpg', '--alt', 'শিশুরা বই হাতে', '--credit', 'ছবি: রুমানা হক'],
      ...['--focal', '0.4,0.3', '--until', '2036-01-01 00:00'],
    ]);
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(ended.out).toMatch(/^ast_\w{12} · ready · 700×500 · শিশুরা বই হাতে · ছবি: রুমানা হক · rumana\n$/);
    const [id = ''] = ended.out.split(' ');
    const shown = JSON.parse((await khobor(['media', 'show', id, '--json'])).out);
    expect(shown.description).toEqual({
      ...{ alt: 'শিশুরা বই হাতে', credit: 'ছবি: রুমানা হক', focal: { x: 0.4, y: 0.3 } },
      rights: { until: '2035-12-31T18:00:00.000Z' },
    });

    const again = await khobor(['upload', 'চর.jpg']);
    expect(again.code).toBe(0);
    expect(again.err).toMatch(`khobor media show ${id}`);
    expect(again.err).toMatch(/khobor media describe ast_\w{12} --alt/);
  });

  it('says what is wrong before it sends anything, in the language of the terminal', async () => {
    const heic = await khobor(['upload', 'iphone.jpg']);
    expect([heic.code, heic.out]).toEqual([1, '']);
    expect(heic.err).toMatch(/HEIC is not accepted: send JPEG/);
    const bengali = await khobor(['upload', 'iphone.jpg'], rumana, { KHOBOR_LANGUAGE: 'bn' });
    expect(bengali.err).toMatch(/HEIC নেওয়া হয় না/);
    expect((await khobor(['upload', 'none.jpg'])).err).toMatch(/There is no file none.jpg/);
    expect((await khobor(['upload', 'চর.jpg', '--focal', '2,1'])).err).toMatch(/is no point/);
    expect((await khobor(['upload', 'চর.jpg', '--alt', 'x'.repeat(501)])).err).toMatch(/alt.*500/);
  });

  it('says why a file was refused', async () => {
    const ended = await khobor(['upload', 'bad.jpg']);
    expect([ended.code, ended.out]).toEqual([1, '']);
    expect(ended.err).toMatch(/bad.jpg was refused\n.*damaged/);
  });
});

describe('khobor media', () => {
  it('finds pictures, describes and withdraws them', async () => {
    write('দুই.jpg', await (await aPhoto({ width: 640, height: 410 })).jpeg().toBuffer());
    const { id } = JSON.parse((await khobor(['upload', 'দুই.jpg', '--alt', 'নৌকা', '--json'])).out);
    expect((await khobor(['media', 'list', '--find', 'নৌকা'])).out).toMatch(id);
    expect((await khobor(['media', '--find', 'উড়োজাহাজ'])).out).toMatch(/no such pictures/);
    expect((await khobor(['media', 'describe', id, '--credit', 'ছবি: ক'])).out).toMatch(/নৌকা · ছবি: ক/);
    expect((await khobor(['media', 'describe', id, '--alt', ''])).out).toMatch(/not described/);
    expect((await khobor(['media', 'withdraw', id, '--reason', 'অন্যের ছবি', '--yes'])).err).toMatch(/role/);
    expect((await khobor(['media', 'withdraw', id], parveen)).err).toMatch(/Say why/);
    const gone = await khobor(['media', 'withdraw', id, '--reason', 'অন্যের ছবি', '--yes'], parveen);
    expect(gone.out).toMatch(/withdrawn by parveen.*অন্যের ছবি/);
    expect((await khobor(['media', 'sell', id])).err).toMatch(/no khobor media sell/);
  });
});
