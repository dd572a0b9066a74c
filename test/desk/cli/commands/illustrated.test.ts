import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleWithCopy } from '../../../../shared/articles/record.ts';
import { type ACloud, aCloud } from '../../../a-cloud.ts';
import { aPhoto } from '../../../media/a-photo.ts';
import { aTerminal } from '../a-terminal.ts';

let cloud: ACloud;
let rumana: string;
const { folder, run, write } = aTerminal();
/** What else lies on the machine of whoever files somebody's text. */
const elsewhere = mkdtempSync(join(tmpdir(), 'khobor-elsewhere-'));
beforeAll(async () => {
  cloud = await aCloud();
  rumana = await cloud.token('rumana', 'reporter');
  mkdirSync(join(folder, 'ছবি'));
  write('ছবি/চর (1).jpg', await (await aPhoto({ width: 700, height: 500 })).jpeg().toBuffer());
  write('two.jpg', await (await aPhoto({ width: 640, height: 410 })).jpeg().toBuffer());
  writeFileSync(
    join(elsewhere, 'secret.jpg'),
    await (await aPhoto({ width: 600, height: 400 })).jpeg().toBuffer(),
  );
  symlinkSync(elsewhere, join(folder, 'linked'));
  symlinkSync(join(elsewhere, 'secret.jpg'), join(folder, 'link.jpg'));
  symlinkSync(join(folder, 'ছবি'), join(folder, 'own-link'));
  write('bad.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(900)]));
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
  rmSync(elsewhere, { recursive: true });
});

const khobor = (args: string[]) => run({ url: cloud.url, token: rumana }, args);
const story = (fields: string, body: string) =>
  `---\nsection: national\nheadline: চরের স্কুল\n${fields}---\n\n${body}\n`;
const filed = async (args: string[]) => {
  const ended = await khobor([...args, '--json']);
  expect(ended.code, ended.err).toBe(0);
  return JSON.parse(ended.out) as ArticleWithCopy;
};
const drafts = async () => {
  const reply = await cloud.as(rumana).get('/api/lists/mine');
  return JSON.stringify(reply.body);
};

describe('an article with pictures beside it', () => {
  it('is filed with what they became, each uploaded once, and reads back as it was', async () => {
    const fields = 'lead: ছবি/চর (1).jpg\nlead-alt: চর\nlead-credit: রুমানা হক\nlead-caption: প্রথম **দিন**\n';
    const body =
      'খবর\n\n![নৌকা](two.jpg "চরের *সকাল* | কামাল")\n\n![আবার](<ছবি/চর (1).jpg> "| রুমানা")\n![আরও](./two.jpg "| কামাল")\n: সব';
    write('story.md', story(fields, body));
    const saved = await filed(['submit', 'story.md']);
    const { id, lead, body: blocks, state, pictures } = saved;
    expect(state).toBe('submitted');
    expect(pictures).toHaveLength(2);
    const [, image, gallery] = blocks;
    expect(lead).toEqual({
      ...{ asset: lead?.asset, alt: 'চর', credit: 'রুমানা হক' },
      caption: [{ text: 'প্রথম ' }, { text: 'দিন', marks: ['strong'] }],
    });
    expect(image).toMatchObject({ kind: 'image', alt: 'নৌকা', credit: 'কামাল' });
    expect(gallery).toMatchObject({ kind: 'gallery', images: [{ asset: lead?.asset }, { alt: 'আরও' }] });

    const shown = await khobor(['show', id]);
    expect(shown.out).toContain(`lead: ${lead?.asset} · চর · রুমানা হক`);
    const file = await khobor(['show', id, '--file']);
    write('again.md', file.out);
    const again = await filed(['edit', id, 'again.md', '--yes']);
    expect([again.lead, again.body]).toEqual([lead, blocks]);
    const twice = await filed(['edit', id, 'story.md', '--yes']);
    expect([...new Set(twice.pictures)]).toEqual(pictures);
  });

  it('is not filed when one of them is refused or missing, and the file is named', async () => {
    const before = await drafts();
    write('worse.md', story('', 'খবর\n\n![ক](two.jpg)\n\n![খ](bad.jpg)'));
    const refused = await khobor(['submit', 'worse.md']);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/bad.jpg was refused\n.*damaged/);
    write('missing.md', story('', 'খবর\n\n![ক](none.jpg)'));
    expect((await khobor(['submit', 'missing.md'])).err).toMatch(/There is no file .*none.jpg/);
    expect(await drafts()).toBe(before);
  });

  it('brings no picture from outside its folder, however that is written, and says on which line', async () => {
    const library = async () => {
      const { body } = await cloud.as(rumana).get('/api/media');
      return (body.items as unknown as { id: string }[]).map(({ id }) => id);
    };
    const before = [await drafts(), await library()];
    const up = `../${basename(elsewhere)}/secret.jpg`;
    const names = [
      up,
      `%2E%2E%2F${basename(elsewhere)}%2Fsecret.jpg`,
      encodeURIComponent(join(elsewhere, 'secret.jpg')),
      `ছবি/../${up}`,
      `<${up}>`,
      `${up}#wide`,
      'linked/secret.jpg',
      'link.jpg',
      '../no-such-file.jpg',
    ];
    for (const name of names) {
      write('theirs.md', story('', `খবর\n\n![ক](two.jpg)\n\n![খ](${name} "| কামাল")`));
      const { code, err } = await khobor(['submit', 'theirs.md']);
      expect([name, code, err]).toEqual([
        name,
        1,
        expect.stringMatching(
          /\/body on line 10: \S+\.jpg is not in the folder of this text; copy the picture there/,
        ),
      ]);
    }
    write('gallery.md', story(`lead: ${up}\n`, `খবর\n\n![ক](two.jpg)\n![খ](${up})\n: সব`));
    const both = await khobor(['submit', 'gallery.md']);
    expect(both.err).toMatch(/\/lead on line 4: .+\n {2}\/body on line 10: /);
    expect([await drafts(), await library()]).toEqual(before);
  });

  it('takes a picture by a link that stays in the folder', async () => {
    write('linked.md', story('', 'খবর\n\n![ক](<own-link/চর (1).jpg> "| কামাল")'));
    expect((await filed(['submit', 'linked.md'])).pictures).toHaveLength(1);
  });
});
