import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeInstance } from '../../../../infra/local/cli/instance.ts';
import { tokenFor } from '../../../../infra/local/identity.ts';
import { type ACloud, aCloud } from '../../../a-cloud.ts';
import { aTerminal } from '../a-terminal.ts';
import { aUserPool, prime } from '../a-user-pool.ts';

const desk = aTerminal();
const data = join(desk.folder, 'data');
let cloud: ACloud;

beforeAll(async () => {
  cloud = await aCloud({ about: { data } });
  mkdirSync(data);
  const { port, aws, jwk } = cloud;
  writeInstance(data, {
    port,
    awsPort: aws.port,
    pid: process.pid,
    operator: aws.operator,
    jwk,
  });
});
afterAll(async () => {
  await cloud.close();
  rmSync(desk.folder, { recursive: true });
});

describe('signing in', () => {
  const file = () => join(desk.folder, '.config/khobor/tokens.json');

  it('to the newsroom on this machine keeps a token that the owner alone may read', async () => {
    const { url } = cloud;
    expect((await desk.run({ url }, ['whoami'])).code).toBe(1);
    const { code, out, err } = await desk.run({ url }, ['login', '--name', 'rumana', '--role', 'reporter']);
    expect([code, out]).toEqual([0, `rumana (reporter) is signed in to ${url}\n`]);
    expect(out + err).not.toContain('eyJ');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(join(file(), '..')).mode & 0o777).toBe(0o700);
    expect((await desk.run({ url }, ['whoami'])).out).toMatch(/^rumana \(reporter\) on http/);
    expect(JSON.parse(desk.read('.config/khobor/tokens.json'))).toEqual({
      [url]: { token: expect.stringMatching(/^eyJ/), id: expect.stringMatching(/^eyJ/) },
    });
  });

  it('takes more than one role', async () => {
    const { url } = cloud;
    const args = ['login', '--name', 'mitu', '--role', 'editor', '--role', 'publisher', '--json'];
    expect(JSON.parse((await desk.run({ url }, args)).out)).toMatchObject({ roles: ['editor', 'publisher'] });
  });

  it('by a token from stdin asks the newsroom first, and keeps nothing it does not take', async () => {
    const { url } = cloud;
    const before = desk.read('.config/khobor/tokens.json');
    const login = (typed: string) => desk.run({ url, typed }, ['login', '--token', '-']);
    const good = await cloud.token('mitu', 'editor');
    const forged = await login(`${good.slice(0, -20)}AAAAAAAAAAAAAAAAAAAA`);
    expect([forged.code, forged.err]).toEqual([1, expect.stringMatching(/^khobor: A valid bearer token/)]);
    expect((await login('not a token')).code).toBe(1);
    expect((await desk.run({ url }, ['login', '--token', good])).code).toBe(1);
    expect(desk.read('.config/khobor/tokens.json')).toBe(before);
    expect((await login(`${good}\n`)).out).toMatch(/^mitu \(editor\)/);
  });

  it('by a password proves it to the user pool, and goes on for days', async () => {
    const { url } = cloud;
    const pool = await aUserPool('rumana', 'চরের-Raat-2026!', () => cloud.token('rumana', 'reporter'));
    const env = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.url };
    const login = (typed: string, ...args: string[]) =>
      desk.run({ url, typed, env }, ['login', '--user', 'rumana', ...args]);
    expect((await login('x')).err).toContain('Say where: --pool ID --client ID');
    const wrong = await login('চরের-Raat-2025!', '--pool', pool.id, '--client', 'desk');
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringMatching(/^khobor: Incorrect username or/)]);
    const right = await login('চরের-Raat-2026!\n', '--pool', pool.id, '--client', 'desk');
    expect([right.code, right.out]).toEqual([0, `rumana (reporter) is signed in to ${url}\n`]);
    expect(pool.requests.map(({ body }) => body).join()).not.toContain('Raat');

    const kept = JSON.parse(desk.read('.config/khobor/tokens.json'));
    const over = await tokenFor(
      {
        ...{ name: 'rumana', roles: ['reporter'], seconds: 3_600, origin: url },
        issuedAt: new Date(Date.now() - 3_600_000),
      },
      cloud.jwk,
    );
    desk.write('.config/khobor/tokens.json', JSON.stringify({ [url]: { ...kept[url], token: over } }));
    expect((await desk.run({ url, env }, ['whoami'])).code).toBe(0);
    expect(JSON.parse(desk.read('.config/khobor/tokens.json'))[url].token).not.toBe(over);
    const gone = { [url]: { ...kept[url], token: over, refresh: 'refresh-0' } };
    desk.write('.config/khobor/tokens.json', JSON.stringify(gone));
    const late = await desk.run({ url, env }, ['whoami']);
    expect([late.code, late.err]).toEqual([1, expect.stringContaining('Sign in with: khobor login')]);
    expect((await login('চরের-Raat-2026!')).code).toBe(0);
    pool.close();
  });

  it.each([
    ['0', 0n],
    ['the prime', prime],
    ['twice the prime', 2n * prime],
  ])('proves nothing to whoever answers for the user pool with %s', async (_which, sends) => {
    const pool = await aUserPool('rumana', 'x', () => cloud.token('rumana', 'reporter'), { sends });
    const env = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.url };
    const args = ['login', '--user', 'rumana', '--pool', pool.id, '--client', 'desk'];
    const { code, err } = await desk.run({ url: cloud.url, typed: 'x', env }, args);
    pool.close();
    expect([code, err]).toEqual([2, expect.stringContaining('a value that proves nothing')]);
    expect(pool.requests.map(({ action }) => action)).toEqual(['InitiateAuth']);
  });

  it.each([
    ['MFA_SETUP', 'Sign in once at /desk/ in a browser'],
    ['SMS_MFA', 'asks for SMS_MFA, which this program does not support'],
  ])('says what to do when the user pool asks for %s', async (asks, says) => {
    const pool = await aUserPool('rumana', 'x', () => cloud.token('rumana', 'reporter'), { asks });
    const env = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.url };
    const args = ['login', '--user', 'rumana', '--pool', pool.id, '--client', 'desk'];
    const { code, err } = await desk.run({ url: cloud.url, typed: 'x', env }, args);
    pool.close();
    expect([code, err]).toEqual([1, expect.stringContaining(says)]);
  });

  it('says what a role or an address lacks', async () => {
    const { url } = cloud;
    const messages = await Promise.all([
      desk.run({ url }, ['login', '--name', 'x', '--role', 'chief']),
      desk.run({ url }, ['login', '--name', 'x']),
      desk.run({ url: 'https://news.example' }, ['login', '--name', 'x', '--role', 'editor']),
      desk.run({ url: 'http://news.example' }, ['whoami']),
      desk.run({ url: 'news.example' }, ['whoami']),
    ]);
    expect(messages.map(({ code, err }) => `${code} ${err.trim()}`)).toEqual([
      expect.stringContaining('1 khobor: There is no role "chief"'),
      expect.stringContaining('1 khobor: Say who signs in'),
      expect.stringContaining('1 khobor: https://news.example is not on this machine'),
      expect.stringContaining('1 khobor: http://news.example would get your token unencrypted'),
      expect.stringContaining('1 khobor: "news.example" is no address'),
    ]);
  });
});
