import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aCloud } from '../../../a-cloud.ts';
import { aTerminal, type Ended } from '../a-terminal.ts';

const desk = aTerminal();
let cloud: ACloud;
let parveen: (...args: string[]) => Promise<Ended>;

beforeAll(async () => {
  cloud = await aCloud();
  const token = await cloud.token('parveen', 'publisher');
  parveen = (...args) => desk.run({ url: cloud.url, token }, args);
});
afterAll(async () => {
  await cloud.close();
  rmSync(desk.folder, { recursive: true });
});

describe('readers at a terminal', () => {
  it('are shown what is stored of them, and forgotten', async () => {
    await cloud.send('POST', '/api/subscriptions', {
      body: { address: 'Mitu@pathok.example', sections: ['sport'] },
    });
    await cloud.rest();
    const shown = await parveen('readers', 'export', 'mitu+x@pathok.example');
    expect([shown.code, shown.err]).toEqual([0, '']);
    expect(shown.out).toMatch(
      /^sub_\w+ · requested\n.* Mitu@pathok.example asked for sport, not confirmed\n/,
    );
    const json = await parveen('readers', 'export', 'mitu@pathok.example', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ wishes: [{ address: 'Mitu@pathok.example' }] });

    const erased = await parveen('readers', 'erase', 'mitu@pathok.example');
    expect([erased.code, erased.out]).toEqual([
      0,
      expect.stringMatching(/^sub_\w+ is ended and forgotten\n$/),
    ]);
    const again = await parveen('readers', 'export', 'mitu@pathok.example');
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringContaining('Nothing is stored of this address'),
    ]);
  });

  it('are brought from a file by days of which everybody knows the month, each once; nothing is sent before', async () => {
    const file = `${desk.folder}/readers.tsv`;
    for (const day of ['12/05/26', '05/11/2024', 'list 5', '12', '2024-13-01']) {
      writeFileSync(file, `a@b.example\tsport\t2024-05-01\nc@d.example\tsport\t${day}\n`);
      const refused = await parveen('readers', 'import', file, '--source', 'old');
      expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/Line 2 |no instant/)]);
    }
    writeFileSync(file, 'a@b.example\tsport\t২০২৪-০৫-০১\nA@b.example\tlaw\t2024-06-01\n');
    const { out } = await parveen('readers', 'import', file, '--source', 'old');
    expect(out).toMatch(/^1 imported; not brought back: 0 known/);
    const shown = JSON.parse((await parveen('readers', 'export', 'a@b.example', '--json')).out);
    expect(shown).toMatchObject({
      sections: ['sport', 'law'],
      consents: [{ confirmedAt: '2024-05-31T18:00:00.000Z' }],
    });
  });

  it('are for publishers, and a command that is none is explained', async () => {
    const token = await cloud.token('kamal', 'editor');
    const refused = await desk.run({ url: cloud.url, token }, ['readers', 'export', 'mitu@pathok.example']);
    expect(refused.code).toBe(1);
    expect((await parveen('readers', 'show', 'mitu@pathok.example')).err).toContain('khobor help readers');
    expect((await parveen('readers', 'export', 'mitu')).err).toContain('must be an e-mail address');
  });
});
