import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bn } from '../../../desk/web/words/words.bn.ts';
import { en } from '../../../desk/web/words/words.en.ts';

it('what acts by itself has a name that people read', () => {
  const shared = new URL('../../../shared/', import.meta.url);
  const sources = readdirSync(shared, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(new URL(file, shared), 'utf8'))
    .filter((source) => /system\(|by: '/.test(source));
  const actors = sources.flatMap((source) =>
    [...source.matchAll(/system\('(\w+)'|by: '(\w+)'/g)].map(([, name, by]) => name ?? by),
  );
  expect(Object.keys(bn.machine).sort()).toEqual([...new Set(actors)].sort());
  expect(Object.keys(en.machine)).toEqual(Object.keys(bn.machine));
});
