import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { wording, wordingVersion } from '../../shared/audience/wording.ts';

const all = JSON.parse(readFileSync(new URL('wordings.json', import.meta.url), 'utf8')) as object;

it('the words that readers agree to are kept by their version, for as long as a proof may name it', () => {
  expect(all).toHaveProperty(wordingVersion, wording);
});
