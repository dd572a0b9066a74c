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

const leadsTo = async (path: string) => {
  const answer = await fetch(cloud.url + path, { redirect: 'manual' });
  return [answer.status, answer.headers.get('location')];
};

describe('importing the old addresses of a site', () => {
  it('makes each lead to its new one, and again changes nothing', async () => {
    desk.write('old.csv', '# old,new\r\n/news/1,/national\r\n\r\n/খবর/দুই\t/sport\n/news/3   /\n');
    const first = await kamal('redirects', 'old.csv');
    expect([first.code, first.out, first.err]).toEqual([0, '3 set, 0 unchanged\n', '']);
    await cloud.rest();
    expect(await leadsTo('/news/1')).toEqual([301, '/national']);
    expect(await leadsTo(encodeURI('/খবর/দুই'.normalize('NFD')))).toEqual([301, '/sport']);
    expect(await leadsTo('/news/3')).toEqual([301, '/']);
    desk.write('old.csv', '/news/1,/sport\n/news/3,/\n');
    expect((await kamal('redirects', 'old.csv')).out).toBe('1 set, 1 unchanged\n');
    await cloud.turnBy(31_000);
    expect(await leadsTo('/news/1')).toEqual([301, '/sport']);
  });

  it('of a file with wrong lines names them and sends nothing', async () => {
    desk.write('bad.csv', '/ok,/national\nhttps://x.example/a,/b\n/alone\n/a,/b,/c\n');
    const { code, out, err } = await kamal('redirects', 'bad.csv');
    expect([code, out]).toEqual([1, '']);
    expect(err.match(/line \d/g)).toEqual(['line 2', 'line 3', 'line 4']);
    expect(await leadsTo('/ok')).toEqual([404, null]);
  });

  it('names the lines that the API refuses, and sets the rest', async () => {
    desk.write('some.csv', '/good,/national\n/api/x,/national\n');
    const { code, err } = await kamal('redirects', 'some.csv');
    expect(code).toBe(1);
    expect(err).toMatch(
      /1 set, 0 unchanged, 1 of some\.csv refused[\s\S]*line 2.*\/api\/x is a path of the system/,
    );
  });

  it('says when there is no such file', async () => {
    expect((await kamal('redirects', 'none.csv')).err).toContain('There is no file none.csv');
  });
});
