import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FunctionName, functions } from '../topology.ts';
import { dist, folderOf } from './build.ts';
import { lockOf } from './lock.ts';

/** Functions that lie elsewhere for Lambda, and where: with the packages that are made for its machine. */
export type Folders = Partial<Record<FunctionName, string>>;

/** What Lambda's Node on ARM runs on. */
const machine = ['--os=linux', '--cpu=arm64', '--libc=glibc'];

/**
 * Puts functions with native packages together as Lambda needs them. On this machine they find those made for it in
 * `node_modules`, above their own folder. The first time npm brings them; throws when it cannot.
 */
export const forLambda = (): Folders =>
  Object.fromEntries(
    functions.flatMap(([name, { native }]) => (native ? [[name, putTogether(name, native)]] : [])),
  );

function putTogether(name: FunctionName, packages: readonly string[]): string {
  const folder = `${dist}/lambda/${name}`;
  mkdirSync(folder, { recursive: true });
  install(folder, packages);
  for (const file of readdirSync(folder)) if (file.includes('.mjs')) rmSync(`${folder}/${file}`);
  cpSync(folderOf(name), folder, { recursive: true });
  return folder;
}

function install(folder: string, packages: readonly string[]) {
  const wanted = Object.entries(lockOf(packages)).map(([file, text]) => ({
    file: `${folder}/${file}`,
    text,
  }));
  const isThere = wanted.every(({ file, text }) => existsSync(file) && readFileSync(file, 'utf8') === text);
  // npm writes this file as its last act.
  if (isThere && existsSync(`${folder}/node_modules/.package-lock.json`)) return;
  for (const { file, text } of wanted) writeFileSync(file, text);
  const how = ['--ignore-scripts', '--no-bin-links', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error, stderr } = spawnSync('npm', ['ci', '--prefix', folder, ...how, ...machine], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Error(`npm cannot bring ${packages.join(', ')} for Lambda: ${error?.message ?? stderr}`);
}
