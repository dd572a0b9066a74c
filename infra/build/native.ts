import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FunctionName, functions } from '../topology.ts';
import { dist, folderOf } from './build.ts';
import { lockOf } from './lock.ts';

/** The folders of functions that are deployed to Lambda from elsewhere, with packages built for its platform. */
export type Folders = Partial<Record<FunctionName, string>>;

/** The platform of Lambda's Node on ARM. */
const platform = ['--os=linux', '--cpu=arm64', '--libc=glibc'];

/**
 * Assembles functions with native packages for Lambda. On this machine they use the packages in `node_modules`, above
 * their own folder. The first time npm installs them; throws when it cannot.
 */
export const forLambda = (): Folders =>
  Object.fromEntries(
    functions.flatMap(([name, { native }]) => (native ? [[name, assemble(name, native)]] : [])),
  );

function assemble(name: FunctionName, packages: readonly string[]): string {
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
  // npm writes this file last.
  if (isThere && existsSync(`${folder}/node_modules/.package-lock.json`)) return;
  for (const { file, text } of wanted) writeFileSync(file, text);
  const how = ['--ignore-scripts', '--no-bin-links', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error, stderr } = spawnSync('npm', ['ci', '--prefix', folder, ...how, ...platform], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Error(`npm cannot bring ${packages.join(', ')} for Lambda: ${error?.message ?? stderr}`);
}
