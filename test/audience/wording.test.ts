import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { choosingVersion, wordingVersion, wordsOf } from '../../shared/audience/wording.ts';

/** Every version that a form ever had, pinned. */
const all: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(new URL('wordings.json', import.meta.url), 'utf8'),
);

it('the words that readers agree to are kept by their version, for as long as a proof may name it', () => {
  expect(Object.keys(all)).toEqual(expect.arrayContaining([wordingVersion, choosingVersion]));
  for (const [version, words] of Object.entries(all))
    expect(wordsOf(version), version).toBe(Object.values(words).join('\n'));
});

it('a version that no form had has no words', () => {
  expect([wordsOf('0123456789abcdef'), wordsOf(undefined)]).toEqual([undefined, undefined]);
});
