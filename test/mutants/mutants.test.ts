import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutants } from './mutants.ts';

it.each(mutants)('there still is what is made wrong: $harm', ({ file, right, wrong }) => {
  const code = readFileSync(file, 'utf8');
  expect(code.split(right)).toHaveLength(2);
  expect(wrong).not.toBe(right);
});
