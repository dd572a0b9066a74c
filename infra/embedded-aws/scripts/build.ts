import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const folder = join(import.meta.dirname, '..');

/** Makes the folder to publish: JavaScript, type declarations, and a `package.json` that points at them. */
export function build(out: string): void {
  rmSync(out, { recursive: true, force: true });
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const project = join(folder, 'tsconfig.build.json');
  execFileSync(process.execPath, [compiler, '-p', project, '--outDir', out], { stdio: 'inherit' });
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(published(), null, 2)}\n`);
  for (const file of ['README.md', 'LICENSE']) copyFileSync(join(folder, file), join(out, file));
}

/** The `package.json` to publish, without what only the repository needs. */
function published(): object {
  const {
    private: _private,
    devDependencies: _dev,
    scripts: _scripts,
    files: _files,
    exports: _entry,
    ...own
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { ...own, exports: { types: './embedded-aws.d.ts', default: './embedded-aws.js' } };
}

if (import.meta.main) build(resolve(folder, process.argv[2] ?? 'dist'));
