import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { dist } from '../../../infra/build/build.ts';

const assets = `${dist}/desk/assets`;
const outputs = () => JSON.parse(readFileSync(`${dist}/desk.json`, 'utf8')) as Metafile['outputs'];
const page = readFileSync(`${dist}/desk/index.html`, 'utf8');
const named = (pattern: RegExp) => pattern.exec(page)?.[1]?.replace('/desk/assets/', '') ?? '';

/** What a file loads at once, itself among it. */
function loaded(file: string, all = outputs()): string[] {
  const files = new Set([`dist/desk/assets/${file}`]);
  // A set also goes through what is added to it on the way.
  for (const one of files)
    for (const { path, kind } of all[one]?.imports ?? []) if (kind === 'import-statement') files.add(path);
  return [...files].map((path) => path.replace('dist/desk/assets/', ''));
}

const compressed = (files: readonly string[]) =>
  files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(`${assets}/${file}`)).length, 0);

describe('the web desk', () => {
  it('is there after 34 KB, compressed, script and style', () => {
    const [script, style] = [named(/src="([^"]+)"/), named(/rel="stylesheet" href="([^"]+)"/)];
    const files = [...loaded(script), style];
    expect(compressed(files)).toBeGreaterThan(10_000);
    expect(compressed(files)).toBeLessThan(34_000);
  });

  it('is 176 KB in all, compressed: each screen is loaded when somebody goes there', () => {
    const files = readdirSync(assets).filter((file) => /\.(js|css)$/.test(file));
    // Whoever types by sound asks for its rules, 2 KB.
    expect(compressed(files.filter((file) => !file.startsWith('avro.')))).toBeLessThan(176_000);
    const shell = loaded(named(/src="([^"]+)"/));
    for (const screen of [
      'fronts',
      'pictures',
      'schedule',
      'corrections',
      'activity',
      'ads',
      'readers',
      'authors',
      'redirects',
    ])
      expect(shell.filter((file) => file.startsWith(`${screen}-screen`))).toEqual([]);
    expect(files.filter((file) => /-screen\./.test(file)).length).toBeGreaterThanOrEqual(8);
  });

  it('has no schemas of records: it reads their workflow, the API checks what it is sent', () => {
    const inputs = Object.values(outputs()).flatMap((output) => Object.keys(output.inputs));
    expect(inputs.filter((input) => input.includes('node_modules/zod'))).toEqual([]);
    expect(inputs).toContain('shared/articles/workflow.ts');
  });

  it('has no inline script or style in its page, and nothing that becomes markup', () => {
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
    const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
    const code = scripts.map((file) => readFileSync(`${assets}/${file}`, 'utf8')).join('');
    expect(code).not.toMatch(/\beval\(|new Function|document\.write|insertAdjacentHTML|\.outerHTML/);
  });
});
