import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Metafile } from 'esbuild';
import { type FunctionName, fileOf, functions } from '../topology.ts';
import { bundleOf, dist } from './build.ts';
import { installNative } from './native.ts';

/** The folder that is deployed to Lambda for a function: its file, and every chunk it may load. */
export const folderOf = (name: FunctionName) => `${dist}/lambda/${name}`;

/** The handler in that folder, as Lambda names it: `articles/get.handler`. */
export const handlerOf = (name: FunctionName) => `${fileOf(name)}.handler`;

/** Lays out what is deployed to Lambda for each function, from the last build. */
export function layOut() {
  const outputs: Metafile['outputs'] = JSON.parse(readFileSync(`${dist}/functions.json`, 'utf8'));
  for (const [name] of functions) {
    const folder = folderOf(name);
    for (const part of [dirname(fileOf(name)), 'chunks'])
      rmSync(join(folder, part), { recursive: true, force: true });
    for (const file of loadedBy(name, outputs)) {
      const to = join(folder, relative('dist/functions', file));
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(dist, '..', file), to);
      copyFileSync(join(dist, '..', `${file}.map`), `${to}.map`);
    }
  }
}

/**
 * Adds packages with native code for Lambda's machine; on this machine functions use those in `node_modules`. Throws
 * when npm cannot install them.
 */
export function addNative() {
  for (const [name, { native }] of functions) if (native) installNative(folderOf(name), native);
}

/** A function's file and every chunk it imports, at once or on demand. Paths start with `dist/`. */
export function loadedBy(
  name: FunctionName,
  outputs: Metafile['outputs'],
  kinds = ['import-statement', 'dynamic-import'],
) {
  const files = new Set([relative(join(dist, '..'), bundleOf(name))]);
  // A set also goes through what is added to it on the way.
  for (const file of files)
    for (const { path, kind, external } of outputs[file]?.imports ?? [])
      if (!external && kinds.includes(kind)) files.add(path);
  return [...files];
}
