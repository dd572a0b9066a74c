import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
 * A terminal: a folder for files, in which commands run as people run them, each as a process of its own. It is not
 * interactive, and reads no configuration of the machine's user.
 */
export function aTerminal() {
  const folder = mkdtempSync(join(tmpdir(), 'khobor-cli-'));
  const run = (
    { url, token, program = [process.execPath, 'desk/cli/khobor.ts'], typed, env = {} }: Seat,
    args: string[],
  ) =>
    new Promise<Ended>((done) => {
      const [command = '', ...first] = program;
      const child = spawn(command, [...first, ...args], {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          NODE_COMPILE_CACHE: fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)),
          HOME: folder,
          INIT_CWD: folder,
          KHOBOR_URL: url,
          ...env,
          ...(token === undefined ? {} : { KHOBOR_TOKEN: token }),
        },
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (text) => (out += text));
      child.stderr.on('data', (text) => (err += text));
      child.on('close', (code) => done({ code, out, err }));
      child.stdin.end(typed);
    });
  return {
    folder,
    run,
    write: (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
  };
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
