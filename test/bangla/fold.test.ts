import { describe, expect, it } from 'vitest';
import { fold } from '../../shared/bangla/fold.ts';
import { text } from '../../shared/text.ts';

const ZWJ = '\u200D';
const ZWNJ = '\u200C';

describe('folding for search', () => {
  it.each([
    ['joiners', `র${ZWJ}্যাব ক্${ZWNJ}ষ`, 'র্যাব ক্ষ'],
    ['the old spelling of ৎ', `হঠাত্${ZWJ}`, 'হঠাৎ'],
    ['digits', '২০২৪ সালের ১৭', '2024 সালের 17'],
    ['the dari by any other sign', 'শেষ৷ শেষ| শেষ।', 'শেষ। শেষ। শেষ।'],
    ['Latin capitals', 'BTRC ও Khobor', 'btrc ও khobor'],
  ])('makes %s one', (_, typed, folded) => expect(fold(typed)).toBe(folded));

  it('leaves ত্ before a letter alone', () => expect(fold('রত্ন')).toBe('রত্ন'));

  it.each([
    ['ড়', '\u09DC', '\u09A1\u09BC'],
    ['ঢ়', '\u09DD', '\u09A2\u09BC'],
    ['য়', '\u09DF', '\u09AF\u09BC'],
    ['ো', 'ক\u09CB', 'ক\u09C7\u09BE'],
  ])('meets both forms of %s', (_, composed, decomposed) => {
    expect(composed).not.toBe(decomposed);
    expect(fold(composed)).toBe(fold(decomposed));
  });
});

describe('stored text', () => {
  it('is the same from composed and decomposed ড় ঢ় য়: one article, one address', () => {
    const line = text(10);
    expect(line.parse('\u09DC\u09DD\u09DF')).toBe(line.parse('\u09A1\u09BC\u09A2\u09BC\u09AF\u09BC'));
  });

  it('keeps the ZWJ that র‍্যাব needs', () => expect(text(10).parse(`র${ZWJ}্যাব`)).toBe(`র${ZWJ}্যাব`));
});
