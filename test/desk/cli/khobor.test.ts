import { mkdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeInstance } from '../../../infra/local/cli/instance.ts';
import { tokenFor } from '../../../infra/local/identity.ts';
import { type ACloud, aCloud } from '../../a-cloud.ts';
import { anArticleFile, aTerminal } from './a-terminal.ts';
import { aUserPool, prime } from './a-user-pool.ts';

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

describe('signing in', { timeout: 60_000 }, () => {
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
      [url]: { token: expect.stringMatching(/^eyJ/) },
    });
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
    expect(pool.seen.map(({ body }) => body).join()).not.toContain('Raat');

    const kept = JSON.parse(desk.read('.config/khobor/tokens.json'));
    const over = await tokenFor(
      { name: 'rumana', roles: ['reporter'], issuedAt: new Date(Date.now() - 3_600_000), seconds: 3_600 },
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
    expect([code, err]).toEqual([2, expect.stringContaining('does not answer as one')]);
    expect(pool.seen.map(({ action }) => action)).toEqual(['InitiateAuth']);
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
      expect.stringContaining('1 khobor: http://news.example would see your token unencrypted'),
      expect.stringContaining('1 khobor: "news.example" is no address'),
    ]);
  });
});

describe('the command', { timeout: 60_000 }, () => {
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
    [['approve'], /Something is missing: khobor approve ID\n/],
    [['return', 'art_000000000000'], /Something is missing: khobor return ID --note TEXT\n/],
    [['lint', 'a', 'b'], /That is too much: khobor lint ID\n/],
    [['lint', 'a', '--all'], /Unknown option '--all'; see khobor help lint\n/],
    [['spike', 'art_000000000000', '--if-version', '*'], /A valid bearer token/],
    [['submit', 'nowhere.md'], /There is no file nowhere.md\n/],
  ])('%j is refused in a sentence, with 1', async (args, message) => {
    const { code, out, err } = await desk.run({ url: cloud.url, token: 'x' }, args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });

  it('tells its exit codes and every command in its help', async () => {
    const { code, out } = await desk.run({ url: cloud.url }, []);
    expect(code).toBe(0);
    expect(out).toMatch(/Exit code: 0 .+ 1 .+ 2 /);
    expect((await desk.run({ url: cloud.url }, ['kill', '--help'])).out).toMatch(
      /^khobor kill ID --reason TEXT/,
    );
  });
});

describe('the network', { timeout: 60_000 }, () => {
  /** A newsroom that fails as it is told, request after request, and notes what it was sent. */
  async function aNewsroom(answers: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
    const seen: { key: string | undefined; ifMatch: string | undefined; method: string | undefined }[] = [];
    const server = createServer((request, response) => {
      const { 'idempotency-key': key, 'if-match': ifMatch } = request.headers;
      seen.push({ key: key as string | undefined, ifMatch, method: request.method });
      answers[Math.min(seen.length, answers.length) - 1]?.(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, seen, close: () => server.close() };
  }
  const json = (status: number, body: object) => (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const hangUp = (request: IncomingMessage) => request.destroy();
  const article = { id: 'art_000000000000', version: 7, state: 'submitted', headline: 'খ', section: 'law' };
  const unschedule = ['unschedule', 'art_000000000000', '--json'];

  it('that fails, or an API that is busy, gets the same write again, with its version and its key', async () => {
    const { url, seen, close } = await aNewsroom([
      json(200, article),
      hangUp,
      json(503, { title: 'busy', code: 'busy' }),
      json(200, article),
    ]);
    const { code, out } = await desk.run({ url, token: 'x' }, unschedule);
    close();
    expect([code, JSON.parse(out)]).toEqual([0, article]);
    const [read, ...writes] = seen;
    expect(read).toEqual({ method: 'GET', key: undefined, ifMatch: undefined });
    expect(writes).toHaveLength(3);
    expect(new Set(writes.map(({ key }) => key)).size).toBe(1);
    expect(writes[0]?.key).toMatch(/^[\w-]{36}$/);
    expect(writes.map(({ ifMatch }) => ifMatch)).toEqual(['"7"', '"7"', '"7"']);
  });

  it('is left alone after two more attempts, and the end is 2', async () => {
    const { url, seen, close } = await aNewsroom([json(200, article), hangUp]);
    const { code, err } = await desk.run({ url, token: 'x' }, unschedule);
    close();
    expect([code, JSON.parse(err).code, seen.length]).toEqual([2, 'unreachable', 4]);
  });

  it.each([
    ['fails', json(500, { title: 'A fault of ours, and it is logged', status: 500 }), 2, /A fault of ours/],
    [
      'answers as the gateway does',
      json(401, { message: 'Unauthorized' }),
      1,
      /Unauthorized\n.+khobor login/,
    ],
    [
      'is another server',
      (_: IncomingMessage, r: ServerResponse) => r.end('<html>'),
      2,
      /not as Khobor does/,
    ],
    [
      'has moved',
      (_: IncomingMessage, r: ServerResponse) => r.writeHead(301, { location: 'https://x.example/' }).end(),
      1,
      /sends elsewhere, to https:\/\/x.example\//,
    ],
  ] as const)('that %s is asked once', async (_what, answer, exit, message) => {
    const { url, seen, close } = await aNewsroom([answer]);
    const { code, err } = await desk.run({ url, token: 'x' }, ['lists']);
    close();
    expect([code, err, seen.length]).toEqual([exit, expect.stringMatching(message), 1]);
  });

  it('with nobody there ends with 2 and a sentence', async () => {
    const { url, close } = await aNewsroom([]);
    close();
    const { code, err } = await desk.run({ url, token: 'x' }, ['lists']);
    expect([code, err]).toEqual([2, `khobor: ${url} cannot be reached (ECONNREFUSED)\n`]);
  });

  it('never gets a version of which nothing was read', async () => {
    const { url, seen, close } = await aNewsroom([json(200, article)]);
    const { code, err } = await desk.run({ url, token: 'x' }, ['spike', article.id, '--if-version', '*']);
    close();
    expect([code, err, seen.length]).toEqual([1, expect.stringMatching(/--if-version must be/), 1]);
  });
});
