import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, it } from 'vitest';
import { folderOf, handlerOf } from '../../infra/build/lambda-folders.ts';
import { functions } from '../../infra/topology.ts';

/** Functions whose packages with native code are for another machine. */
const own = functions.filter(([, { native }]) => !native);

it('what is deployed of each function runs by itself, with nothing else of the repository around', () => {
  expect(inject('assets')).toBeDefined();
  const place = mkdtempSync(join(tmpdir(), 'khobor-lambda-'));
  const imports = own.map(([name]) => {
    const [file, exported] = handlerOf(name).split('.');
    cpSync(folderOf(name), join(place, name), { recursive: true });
    const url = pathToFileURL(join(place, name, `${file}.mjs`)).href;
    return `if (typeof (await import('${url}')).${exported} !== 'function') throw new Error('${name}');`;
  });
  writeFileSync(join(place, 'all.mjs'), `${imports.join('\n')}\nconsole.log('${own.length} loaded');`);
  const env = { AWS_REGION: 'eu-west-1' };
  const out = execFileSync(process.execPath, [join(place, 'all.mjs')], { env, encoding: 'utf8' });
  expect(out).toBe(`${own.length} loaded\n`);
  expect(readdirSync(join(place, 'api/health')).sort()).toEqual(['api', 'chunks']);
  rmSync(place, { recursive: true });
});
