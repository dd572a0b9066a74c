import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ACloud, aCloud } from '../../../a-cloud.ts';
import { aTerminal, type Ended } from '../a-terminal.ts';

const desk = aTerminal();
let cloud: ACloud;
let parveen: (...args: string[]) => Promise<Ended>;

beforeAll(async () => {
  cloud = await aCloud();
  const token = await cloud.token('parveen', 'publisher');
  parveen = (...args) => desk.run({ url: cloud.url, token }, ['read-only', ...args]);
});
afterAll(async () => {
  await cloud.close();
  rmSync(desk.folder, { recursive: true });
});

it('a publisher makes a newsroom read-only from the terminal, sees it, and ends it', async () => {
  expect((await parveen()).out).toBe('The newsroom is writable\n');
  expect((await parveen('on')).err).toContain('--reason');
  expect((await parveen('off', '--reason', 'শেষ')).code).toBe(1);
  expect((await parveen('away')).err).toContain('khobor help read-only');
  const on = await parveen('on', '--reason', 'টেবিল ফিরিয়ে আনা হচ্ছে');
  expect(on.out).toMatch(/^The newsroom is read-only, since .+ by parveen: টেবিল ফিরিয়ে আনা হচ্ছে\n$/);
  expect((await parveen('show')).out).toBe(on.out);
  expect(JSON.parse((await parveen('off', '--json')).out)).toMatchObject({ on: false, version: 2 });
  expect((await parveen('show')).out).toMatch(/^The newsroom is writable, since .+ by parveen\n$/);
  await cloud.rest();
});
