import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Locked = {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const own = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

/**
 * A manifest and lock file of some packages and their dependencies, taken from this repository's own lock file, so that
 * npm installs the same versions and checks the same hashes.
 */
export function lockOf(names: readonly string[]): Record<'package.json' | 'package-lock.json', string> {
  const { packages } = JSON.parse(readFileSync(own, 'utf8')) as { packages: Record<string, Locked> };
  const needed: Record<string, Locked> = {};
  const add = (name: string, under: string) => {
    const places = [`${under}/node_modules/${name}`, `node_modules/${name}`];
    const place = places.find((one) => one in packages) ?? '';
    const locked = packages[place];
    if (!locked || needed[place]) return;
    needed[place] = locked;
    const others = { ...locked.dependencies, ...locked.optionalDependencies };
    for (const other of Object.keys(others)) add(other, place);
  };
  for (const name of names) add(name, '');
  const dependencies = Object.fromEntries(
    names.map((name) => [name, needed[`node_modules/${name}`]?.version]),
  );
  const lock = { lockfileVersion: 3, requires: true, packages: { '': { dependencies }, ...needed } };
  return {
    'package.json': JSON.stringify({ private: true, dependencies }),
    'package-lock.json': JSON.stringify(lock),
  };
}
