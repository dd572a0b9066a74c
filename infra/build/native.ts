import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { lockOf } from './lock.ts';

/** The platform of Lambda's Node on ARM. */
const platform = ['--os=linux', '--cpu=arm64', '--libc=glibc'];

/** Installs packages with native code, or with files that are read at run time, into a function's folder, for Lambda's machine. Throws when npm cannot. */
export function installNative(folder: string, packages: readonly string[]) {
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
