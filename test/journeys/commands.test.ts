import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { patience } from '../patience.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'khobor-commands-'));
const data = join(folder, 'data');
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A command as people type it. */
const run = (command: string, ...args: string[]) => spawned('npm', 'run', '-s', command, '--', ...args);

/** The program behind it alone, where npm adds nothing: the command refuses. */
const refused = (command: string, ...args: string[]) =>
  spawned(process.execPath, `infra/local/cli/${command}.ts`, ...args).ended;

function spawned(program: string, ...args: string[]) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, KHOBOR_TIMEOUT: String(patience / 1000) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  running.add(child);
  const ended = new Promise<{ code: number | null; out: string; err: string }>((done) =>
    // Once all it said has been read, too.
    child.once('close', (code) => {
      running.delete(child);
      done({ code, out, err });
    }),
  );
  const says = async (pattern: RegExp) => {
    // It may also end without saying it.
    await expect.poll(() => pattern.test(out + err) || !running.has(child)).toBe(true);
    expect(out + err).toMatch(pattern);
    return pattern.exec(out)?.[1] ?? '';
  };
  return { child, ended, says };
}

async function started(...args: string[]) {
  const { child, ended, says } = run('start', '--data', data, '--port', '0', ...args);
  const url = await says(/^khobor ready (http:\/\/localhost:\d+)$/m);
  const stop = async () => {
    interrupt(child);
    const { out, err } = await ended;
    expect(out).toContain('khobor stops; everything is kept');
    expect(err).not.toContain('    at ');
  };
  return { url, port: new URL(url).port, stop, child, ended };
}

/** A start that was stopped while it published the sample, tried again where the sample was there before the signal. */
async function cutOff() {
  for (;;) {
    const place = mkdtempSync(join(folder, 'cut-off-'));
    const { child, ended, says } = run('start', '--data', place, '--port', '0');
    await says(/^Publishing the sample newsroom/m);
    interrupt(child);
    const end = await ended;
    if (!end.out.includes('khobor ready')) return { place, ...end };
  }
}

/** Ctrl-C: the terminal sends it to every process of the group. */
const interrupt = ({ pid }: ChildProcess) => pid !== undefined && process.kill(-pid, 'SIGINT');

/** Whether a process is there. */
function runs(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const served = async (url: string) => (await fetch(url)).text();

describe('npm start', () => {
  it('publishes the sample newsroom, stops cleanly, and finds everything as it was', async () => {
    const first = await started();
    const home = await served(`${first.url}/`);
    const link = /href="(\/[a-z]+\/art_[0-9a-z]+)"/.exec(home)?.[1] ?? '';
    const article = await served(`${first.url}${link}`);
    expect(article).toContain('<article');
    const open = [data, ...readdirSync(data).map((name) => join(data, name))].filter(
      (path) => (statSync(path).mode & 0o077) !== 0,
    );
    expect(open, 'readable by others').toEqual([]);
    const mails = JSON.parse(await served(`${first.url}/__local/mailbox.json`));
    expect(mails.length).toBeGreaterThan(1);
    expect(Object.keys(mails[0])).toEqual(
      expect.arrayContaining(['to', 'from', 'subject', 'text', 'html', 'headers', 'at']),
    );

    const { out: token, code } = await run('token', '--name', 'rumana', '--role', 'reporter', '--data', data)
      .ended;
    expect(code).toBe(0);
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const byPort = await run('token', '--name', 'rumana', '--role', 'reporter', '--port', first.port).ended;
    const lists = await fetch(`${first.url}/api/lists/national/published`, {
      headers: { authorization: `Bearer ${byPort.out.trim()}` },
    });
    expect(lists.status).toBe(200);

    const { out } = await run('aws-env', '--port', first.port).ended;
    const env = Object.fromEntries(
      [...out.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    const dynamodb = new DynamoDBClient({
      region: env.AWS_REGION,
      endpoint: env.AWS_ENDPOINT_URL_DYNAMODB,
      credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY },
    });
    expect((await dynamodb.send(new ListTablesCommand())).TableNames).toContain('newsroom');
    dynamodb.destroy();

    const second = await run('start', '--data', data, '--port', '0').ended;
    expect(second.code).toBe(1);
    expect(second.err).toMatch(/^khobor: Another instance runs in /m);

    await first.stop();
    const again = await started();
    expect(await served(`${again.url}${link}`)).toBe(article);
    expect(JSON.parse(await served(`${again.url}/__local/mailbox.json`))).toEqual(mails);
    await again.stop();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing running when npm alone gets %s',
    async (signal) => {
      const place = mkdtempSync(join(folder, 'npm-'));
      const { child, ended } = await started('--empty', '--data', place);
      const { pid } = JSON.parse(readFileSync(join(place, 'instance.json'), 'utf8'));
      child.kill(signal);
      const { code } = await ended;
      expect(code).toBe(signal === 'SIGKILL' ? null : 0);
      await expect.poll(() => runs(pid)).toBe(false);
    },
  );

  it('says only that it stops when Ctrl-C cuts the sample off, and begins it again', async () => {
    const { place, code, out, err } = await cutOff();
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Publishing .+ \.\.\.\n\nkhobor stops; everything is kept\n$/);
    const again = await started('--data', place);
    expect(await served(`${again.url}/`)).toContain('/art_');
    await again.stop();
  });

  it('says in a sentence that a port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    const { code, err } = await refused(
      'start',
      '--empty',
      '--port',
      String(port),
      '--data',
      join(folder, 'other'),
    );
    taken.close();
    expect(code).toBe(1);
    expect(err.trim()).toBe(`khobor: Port ${port} is in use; choose another with --port`);
  });

  it('says in a sentence that browsers refuse a port', async () => {
    const place = join(folder, 'other');
    const { code, err } = await refused('start', '--empty', '--port', '6000', '--data', place);
    expect([code, err.trim()]).toEqual([
      1,
      'khobor: Browsers refuse port 6000; choose another with --port, such as 8080',
    ]);
  });

  it('says in a sentence that its data is damaged, or cannot be written', async () => {
    const damaged = mkdtempSync(join(folder, 'damaged-'));
    writeFileSync(join(damaged, 'khobor.db'), 'not a database '.repeat(1000));
    const first = await refused('start', '--empty', '--port', '0', '--data', damaged);
    expect([first.code, first.err]).toEqual([
      1,
      expect.stringMatching(/^khobor: The data in .+ is damaged; .+\n$/),
    ]);
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const second = await refused('start', '--empty', '--port', '0', '--data', join(file, 'x'));
    expect([second.code, second.err]).toEqual([1, expect.stringMatching(/^khobor: Cannot write .+\n$/)]);
  });

  it('does not take a newsroom whose file was emptied for a new one', async () => {
    const emptied = mkdtempSync(join(folder, 'emptied-'));
    writeFileSync(join(emptied, 'instance.json'), '{}');
    writeFileSync(join(emptied, 'khobor.db'), '');
    const { code, err } = await refused('start', '--empty', '--port', '0', '--data', emptied);
    expect([code, err]).toEqual([1, expect.stringMatching(/^khobor: The data in .+ is damaged; .+\n$/)]);
  });

  it.each(['instance.json', 'functions.log'])('says in a sentence that %s is a directory', async (name) => {
    const place = mkdtempSync(join(folder, 'directory-'));
    mkdirSync(join(place, name));
    const { code, err } = await refused('start', '--empty', '--port', '0', '--data', place);
    expect([code, err]).toEqual([1, expect.stringMatching(/^khobor: Cannot write .+ \(EISDIR\); .+\n$/)]);
  });

  it.each(existsSync('/proc/self') ? ['/proc/khobor'] : [])(
    'says in a sentence that %s cannot be made',
    async (place) => {
      const { code, err } = await refused('start', '--empty', '--port', '0', '--data', place);
      expect([code, err]).toEqual([1, expect.stringMatching(/^khobor: Cannot write .+ \(ENOENT\); .+\n$/)]);
    },
  );
});

describe('the commands', () => {
  it.each([
    ['start', ['--prot', '1'], /--prot.*Known are: --port/s],
    ['start', ['--port', 'x'], /--port must be a number/],
    ['start', ['--data', ''], /^khobor: --data must name a directory\n$/],
    ['token', ['--name', '--role', 'editor'], /^khobor: [^\n]+ambiguous[^\n]+\n$/],
    ['token', ['--name', 'x', '--role', 'editor', '--hours', '-1'], /^khobor: --hours must be .+ "-1"\n$/],
    [
      'token',
      ['--name', 'x', '--role', 'editor', '--hours', '1e12'],
      /^khobor: --hours must be .+ "1e12"\n$/,
    ],
    ['token', ['--name', 'x', '--role', 'editor', '--hours', '0'], /^khobor: --hours must be .+ "0"\n$/],
    ['token', [], /Say who signs in/],
    ['token', ['--name', 'x', '--role', 'sub-editor'], /There is no role "sub-editor"/],
    [
      'token',
      ['--name', 'x', '--role', 'editor', '--data', join(folder, 'nowhere')],
      /No instance was ever started/,
    ],
    ['aws-env', ['--port', '1'], /No instance answers on port 1/],
  ] as const)('%s %j tells what is wrong and exits with 1', async (command, args, message) => {
    const { code, out, err } = await refused(command, ...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });
});
