import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { print, printAside } from '../../infra/operate/print.ts';

const root = new URL('../../', import.meta.url);
const commands = Object.values(
  (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: Record<string, string> })
    .scripts,
).flatMap((script) => /infra\/operate\/\S+/.exec(script)?.[0] ?? []);

/** A command as Node runs it, which reads no TSX: whatever a command imports has to be without. */
const run = (file: string, ...args: string[]) =>
  new Promise<{ code: number | null; err: string }>((done) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (text) => (err += text));
    child.once('close', (code) => done({ code, err }));
  });

it('every command of an operator starts, and says what it does not know', async () => {
  const there = readdirSync(new URL('infra/operate', root));
  expect(commands.length).toBeGreaterThan(4);
  for (const file of commands) {
    expect(there).toContain(file.slice('infra/operate/'.length));
    const { code, err } = await run(file, '--nonsense');
    expect([file, code]).toEqual([file, 1]);
    expect(err).toMatch(/^khobor: Unknown option '--nonsense'/);
  }
});

it('what an operator reads cannot steer the terminal', () => {
  const { log, error } = console;
  const written: string[] = [];
  console.log = console.error = (line: string) => void written.push(line);
  try {
    print('মুছে\u001B[2Jফেলা');
    printAside('\u202Eউল্টো\tসোজা');
  } finally {
    Object.assign(console, { log, error });
  }
  expect(written).toEqual(['মুছে<U+001B>[2Jফেলা', '<U+202E>উল্টো\tসোজা']);
  // Nothing of theirs writes by another way.
  const files = readdirSync(new URL('infra/operate', root)).filter((file) => file !== 'print.ts');
  expect(
    files.filter((file) =>
      /console\.|stdout|stderr/.test(readFileSync(new URL(`infra/operate/${file}`, root), 'utf8')),
    ),
  ).toEqual([]);
});
