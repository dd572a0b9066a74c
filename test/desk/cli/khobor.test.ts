import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../desk/cli/commands.ts';
import { type ACloud, aCloud } from '../../a-cloud.ts';
import { aNewsroom, json } from './a-newsroom.ts';
import { anArticleFile, aTerminal } from './a-terminal.ts';

const desk = aTerminal();
let cloud: ACloud;

beforeAll(async () => {
  cloud = await aCloud();
});
afterAll(async () => {
  await cloud.close();
  rmSync(desk.folder, { recursive: true });
});

describe('the command', () => {
  it('runs by npm, and as a program of its own from wherever it is called', async () => {
    const { url } = cloud;
    const token = await cloud.token('rumana', 'reporter');
    desk.write('by-npm.md', anArticleFile({ headline: 'এনপিএম থেকে' }));
    const program = ['npm', 'run', '-s', 'khobor', '--'];
    const byNpm = await desk.run({ url, token, program }, ['lists', '--json']);
    expect([byNpm.code, JSON.parse(byNpm.out).toApprove]).toEqual([0, []]);
    const bin = [process.execPath, 'desk/cli/khobor.mjs'];
    expect((await desk.run({ url, token, program: bin }, ['help', 'nothing'])).code).toBe(1);
    const shown = await desk.run({ url, token, program: bin }, ['submit', join(desk.folder, 'by-npm.md')]);
    expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(/^এনপিএম থেকে\n/)]);
  });

  it.each([
    [['aprove', 'art_000000000000'], /There is no command "aprove"/],
    [['constructor'], /There is no command "constructor"/],
    [['approve'], /Missing argument or option: khobor approve ID\n/],
    [['return', 'art_000000000000'], /Missing argument or option: khobor return ID --note TEXT\n/],
    [['lint', 'a', 'b'], /Too many arguments: khobor lint ID\n/],
    [['retract', 'art_000000000000', '--reason', '--json'], /Option '--reason' argument is ambiguous/],
    [['lint', 'a', '--all'], /Unknown option '--all'; see khobor help lint\n/],
    [['spike', 'art_000000000000', '--if-version', '*'], /A valid bearer token/],
    [['submit', 'nowhere.md'], /There is no file nowhere.md\n/],
  ])('%j is refused in a sentence, with 1', async (args, message) => {
    const { code, out, err } = await desk.run({ url: cloud.url, token: 'x' }, args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });

  it('lists every command and its exit codes in its help', async () => {
    const { code, out } = await desk.run({ url: cloud.url }, []);
    expect(code).toBe(0);
    expect(out).toMatch(/Exit code: 0 .+ 1 .+ 2 /);
    expect(Object.keys(commands).filter((name) => !out.includes(`\n  ${name} `))).toEqual([]);
    expect((await desk.run({ url: cloud.url }, ['kill', '--help'])).out).toMatch(
      /^khobor kill ID --reason TEXT/,
    );
  });
});

describe('a newsroom that', () => {
  const notKhobor = json(200, {}, 'text/html');

  it.each([
    ['fails', json(500, { title: 'A fault of ours, and it is logged', status: 500 }), 2, /A fault of ours/],
    [
      'answers as the gateway does',
      json(401, { message: 'Unauthorized' }),
      1,
      /bearer token is needed\n.+khobor login/,
    ],
    ['is another server', notKhobor, 2, /not as Khobor does/],
    ['has moved', json(301, {}, 'text/html'), 1, /redirects to https:\/\/x.example\//],
  ] as const)('%s is asked once', async (_what, answer, exit, message) => {
    const { url, requests, close } = await aNewsroom([answer]);
    const { code, err } = await desk.run({ url, token: 'x' }, ['lists']);
    close();
    expect([code, err, requests.length]).toEqual([exit, expect.stringMatching(message), 1]);
  });

  it('answers with version 7 never gets --if-version *', async () => {
    const id = 'art_000000000000';
    const { url, requests, close } = await aNewsroom([json(200, { id, version: 7 })]);
    const { code, err } = await desk.run({ url, token: 'x' }, ['spike', id, '--if-version', '*']);
    close();
    expect([code, err, requests.length]).toEqual([1, expect.stringMatching(/--if-version must be/), 1]);
  });
});
