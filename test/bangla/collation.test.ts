import { expect, it } from 'vitest';
import { inDictionaryOrder } from '../../shared/bangla/collation.ts';

const byCodePoint = (a: string, b: string) => (a < b ? -1 : 1);

it('sorts words as a Bengali dictionary does, not by code point', () => {
  const words = ['উতলা', 'উৎসব', 'উথাল', 'বাংলা', 'বাঁশ', 'বাক'];
  expect(words.toReversed().toSorted(inDictionaryOrder)).toEqual(words);
  expect(words.toSorted(byCodePoint)).not.toEqual(words);
});
