import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';

const root = new URL('..', import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(new URL(file, root), 'utf8'));

type Locked = {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: true;
  inBundle?: true;
  dev?: true;
};
const locked = Object.entries(json('package-lock.json').packages as Record<string, Locked>);
/** A package within another's archive is covered by that one's hash. */
const fetched = locked.filter(
  ([path, { link, inBundle }]) => path.includes('node_modules/') && !link && !inBundle,
);

/** What runs a newsroom, on this machine and in the cloud: no test, no check, no deployment. */
const running = [
  'shared',
  'functions',
  'desk',
  'infra/local',
  'infra/build',
  'infra/operate',
  'infra/topology',
]
  .flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file));

/** Packages whose values a file imports, or resolves a file of. */
const packagesIn = (source: string) =>
  [...source.matchAll(/^import (?!type )[^;]*?from '([^']+)'|import(?:\.meta\.resolve)?\('([^']+)'\)/gms)]
    .map(([, from, asked]) => from ?? asked ?? '')
    .filter((name) => !name.startsWith('.') && !isBuiltin(name))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));

describe('the lock file', () => {
  it('has the hash of every package, for every platform', () => {
    expect(fetched.length).toBeGreaterThan(300);
    expect(fetched.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))).toEqual([]);
  });

  it('names no place that packages are fetched from', () => {
    expect(locked.filter(([, { resolved, link }]) => resolved !== undefined && !link)).toEqual([]);
  });
});

describe('licences', () => {
  /** Anybody may run, change and sell what is under these, if they say whose it is. */
  const permissive = new Set(
    '0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BlueOak-1.0.0 CC0-1.0 ISC MIT OFL-1.1 Unlicense'.split(' '),
  );
  /**
   * libvips, which sharp loads as a file of its own (LGPL); and two whose files may be used in anything, but whoever changes one
   * has to publish the change (MPL).
   */
  const apart = /^node_modules\/(@img\/sharp-.*|exifreader|nodejs-avro-phonetic)$/;

  it('of what runs a newsroom ask for nothing but their names', () => {
    const others = fetched
      .filter(([path, { dev }]) => !dev && !apart.test(path))
      .filter(([, { license = 'none' }]) =>
        license
          .replace(/[()]/g, '')
          .split(' OR ')
          .every((one) => !one.split(' AND ').every((part) => permissive.has(part))),
      );
    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });
});

describe('packages that are needed to run', () => {
  const { dependencies, devDependencies } = json('package.json');
  const used = new Set(running.flatMap((file) => packagesIn(readFileSync(new URL(file, root), 'utf8'))));

  it('are dependencies', () => {
    expect(used.size).toBeGreaterThan(20);
    expect([...used].filter((name) => name in devDependencies)).toEqual([]);
  });

  it('are all that dependencies are', () => {
    const resolved = ['node', '@fontsource/noto-serif-bengali', 'swagger-ui-dist'];
    expect(Object.keys(dependencies).filter((name) => !used.has(name) && !resolved.includes(name))).toEqual(
      [],
    );
  });
});
