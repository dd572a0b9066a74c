import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../scripts/build.ts';

const folder = join(import.meta.dirname, '..');
const user = mkdtempSync(join(tmpdir(), 'embedded-aws-user-'));
const modules = join(user, 'node_modules');
const packageOf = (name: string) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

const main = `
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { openAws, openClock, region, Store } from 'embedded-aws';

const store = new Store(':memory:');
const aws = await openAws({ store, clock: openClock() });
const client = new DynamoDBClient({ region, endpoint: aws.url, credentials: aws.operator });
console.log((await client.send(new ListTablesCommand({}))).TableNames);
client.destroy();
await aws.close();
store.close();
`;

/** A project that has installed the built package and the SDK. */
beforeAll(() => {
  build(join(modules, 'embedded-aws'));
  for (const name of ['zod', 'handlebars', '@aws-sdk/client-dynamodb', '@types/node']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(packageOf(name), join(modules, name));
  }
  writeFileSync(join(user, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(user, 'main.js'), main);
  writeFileSync(join(user, 'main.ts'), main);
});
afterAll(() => rmSync(user, { recursive: true }));

describe('the built package', () => {
  it('is imported by plain Node and answers a call', () => {
    const run = execFileSync(process.execPath, ['--no-strip-types', 'main.js'], { cwd: user });
    expect(String(run)).toBe('[]\n');
  });

  it('has types that a strict project can use', () => {
    const compiler = join(packageOf('typescript'), 'bin/tsc');
    const options = '--noEmit --strict --module NodeNext --target ES2024 --types node main.ts'.split(' ');
    execFileSync(process.execPath, [compiler, ...options], { cwd: user, stdio: 'pipe' });
  });

  it('says what it is, and has nothing of its development', () => {
    const own = JSON.parse(readFileSync(join(modules, 'embedded-aws/package.json'), 'utf8'));
    expect(own).toMatchObject({
      name: 'embedded-aws',
      type: 'module',
      license: 'MIT',
      engines: { node: '>=24' },
    });
    expect(Object.keys(own)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(scripts|dev)/)]));
    expect(readdirSync(join(modules, 'embedded-aws'))).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md']),
    );
  });
});

it('the package imports nothing but itself, Node and what it depends on', () => {
  const src = join(folder, 'src');
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const foreign = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(src, file), 'utf8').matchAll(/ from '([^']+)'/g)]
        .map(([, to = '']) => to)
        .filter((to) =>
          to.startsWith('.')
            ? relative(src, join(src, dirname(file), to)).startsWith('..')
            : !isBuiltin(to) && !(to in dependencies),
        )
        .map((to) => `${file} imports ${to}`),
    );
  expect(foreign).toEqual([]);
});
