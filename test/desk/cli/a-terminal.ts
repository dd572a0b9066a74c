import { type ChildProcess, type ChildProcessWithoutNullStreams, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from './warm-process.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The output and the exit code of a command. */
export type Ended = { code: number | null; out: string; err: string };

type Seat = {
  url: string;
  token?: string;
  program?: readonly string[];
  typed?: string;
  env?: Record<string, string>;
};

/**
 * A terminal: a folder for files, in which commands run as people run them. It is not interactive, and reads no configuration
 * of the machine's user. A command runs in a process that has loaded it, one at a time; one that something is typed to, and
 * any other program, in a process of its own.
 */
export function aTerminal() {
  const folder = mkdtempSync(join(tmpdir(), 'khobor-cli-'));
  const run = ({ url, token, program, typed, env = {} }: Seat, args: string[]) => {
    const given = {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)),
      HOME: folder,
      INIT_CWD: folder,
      KHOBOR_URL: url,
      ...env,
      ...(token === undefined ? {} : { KHOBOR_TOKEN: token }),
    };
    if (program === undefined && typed === undefined) return inAWarmOne({ args, env: given });
    const [command = '', ...first] = program ?? [process.execPath, 'desk/cli/khobor.ts'];
    return inItsOwn(spawn(command, [...first, ...args], { cwd: root, env: given }), typed);
  };
  return {
    folder,
    run,
    write: (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
  };
}

function inItsOwn(child: ChildProcessWithoutNullStreams, typed: string | undefined): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  child.stdin.end(typed);
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

/** Processes that wait for a command. */
const idle: ChildProcess[] = [];

async function inAWarmOne(command: Command): Promise<Ended> {
  const warm = idle.pop() ?? aWarmProcess();
  const answer = once(warm, 'message');
  warm.send(command);
  const [ended] = (await answer) as [Ended];
  idle.push(warm);
  return ended;
}

/** Ends with the tests: its channel closes then. */
function aWarmProcess(): ChildProcess {
  const child = fork(fileURLToPath(new URL('warm-process.ts', import.meta.url)), { cwd: root, execArgv: [] });
  child.unref();
  child.channel?.unref();
  return child;
}

/** An article as a reporter keeps it in a file. */
export const anArticleFile = (fields: Record<string, string> = {}, body = 'চরের **শিশুরা** আজ স্কুলে গেছে।') =>
  [
    '---',
    ...Object.entries({ section: 'national', headline: 'চরের স্কুলে প্রথম ঘণ্টা', ...fields }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '---',
    '',
    body,
    '',
  ].join('\n');
