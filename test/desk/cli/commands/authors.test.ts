import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aCloud } from '../../../a-cloud.ts';
import { aTerminal, type Ended } from '../a-terminal.ts';

const desk = aTerminal();
let cloud: ACloud;
let kamal: (...args: string[]) => Promise<Ended>;

beforeAll(async () => {
  cloud = await aCloud();
  const token = await cloud.token('kamal', 'editor');
  kamal = (...args) => desk.run({ url: cloud.url, token }, args);
});
afterAll(async () => {
  await cloud.close();
  rmSync(desk.folder, { recursive: true });
});

describe('authors at a terminal', () => {
  it('are described, changed in part, shown and listed', async () => {
    expect((await kamal('authors')).out).toBe('There are no authors with a record\n');
    const made = await kamal(
      'authors',
      'rahim',
      '--name',
      'রহিম',
      '--role',
      'প্রতিবেদক',
      '--same-as',
      'https://x.com/r',
    );
    expect([made.code, made.out]).toEqual([0, 'রহিম @rahim · version 1\nপ্রতিবেদক\nhttps://x.com/r\n']);
    const changed = await kamal('authors', 'rahim', '--bio', 'লেখেন।', '--role', '', '--same-as', '');
    expect([changed.code, changed.out]).toEqual([0, 'রহিম @rahim · version 2\nলেখেন।\n']);
    expect((await kamal('authors', 'rahim')).out).toBe(changed.out);
    expect((await kamal('authors')).out).toBe('রহিম @rahim\n');
  });

  it('are named in a file, and an unknown one is refused', async () => {
    const token = await cloud.token('rumana', 'reporter');
    const submit = (file: string) => desk.run({ url: cloud.url, token }, ['submit', file]);
    const file = (byline: string) =>
      `---\nsection: law\nheadline: ক\nbylines: [সেলিনা হক, ${byline}]\n---\n\nখবর।\n`;
    desk.write('known.md', file('রহিম @rahim'));
    expect((await submit('known.md')).code).toBe(0);
    desk.write('unknown.md', file('রহিম @rahm'));
    expect((await submit('unknown.md')).err).toMatch(
      /bylines.* refers to @rahm, and there is no such author/,
    );
  });

  it('are refused with what to do', async () => {
    expect((await kamal('authors', 'nobody')).err).toContain('There is no author nobody');
    expect((await kamal('authors', 'Rahim Uddin', '--name', 'ক')).err).toContain(
      'must be a name such as rahim-uddin',
    );
    expect((await kamal('authors', 'selina', '--role', 'ক')).err).toContain('/name');
  });
});
