import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unicodeOfBijoy } from '../../shared/bangla/bijoy.ts';

describe('text typed for the Bijoy font', () => {
  it.each([
    ['evsjv‡`k', 'বাংলাদেশ'],
    ['Avgvi †mvbvi evsjv', 'আমার সোনার বাংলা'],
    ['wbe©vPb', 'নির্বাচন'],
    ['Kg©KZ©v', 'কর্মকর্তা'],
    ['†Kv‡bv', 'কোনো'],
    ['wK', 'কি'],
    ['cÖavbgš¿x', 'প্রধানমন্ত্রী'],
    ['¯^vaxbZv', 'স্বাধীনতা'],
    ['ivR¯^', 'রাজস্ব'],
    ['we`¨vjq', 'বিদ্যালয়'],
    ['wk¶v', 'শিক্ষা'],
    ['PuvcvB', 'চাঁপাই'],
    ['1971 mvj', '১৯৭১ সাল'],
    ['XvKv|', 'ঢাকা।'],
    ['eÜ', 'বন্ধ'],
    ['hy×', 'যুদ্ধ'],
    ['ivóª', 'রাষ্ট্র'],
    ['cÖ_g', 'প্রথম'],
    ['Avš—R©vwZK', 'আন্তর্জাতিক'],
    ['MÖvg', 'গ্রাম'],
    ['D³', 'উক্ত'],
    ['m¤ú`', 'সম্পদ'],
    ['‡mŠ›`h©', 'সৌন্দর্য'],
    ['wkÿK', 'শিক্ষক'],
    ['‰bk', 'নৈশ'],
    ['K—L', 'ক—খ'],
  ])('%s is %s', (bijoy, unicode) => {
    expect(unicodeOfBijoy(bijoy)).toBe(unicode.normalize('NFC'));
  });

  it('never throws, is in NFC, and keeps each character that is none of the font’s, in its order', () => {
    const sign = fc.constantFrom(...'AvKgw†‡©¨ª«^&¯š¿„…Š×Ü³óu|0 \n,.!?()‘’“”—✓😀বাংরই');
    fc.assert(
      fc.property(fc.array(fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 2 }))), (signs) => {
        const text = signs.join('');
        const unicode = unicodeOfBijoy(text);
        expect(unicode.normalize('NFC')).toBe(unicode);
        const foreign = (of: string) => of.match(/[\n,.!?()✓😀]/gu)?.join('') ?? '';
        expect(foreign(unicode)).toBe(foreign(text));
      }),
      { numRuns: 3_000 },
    );
  });
});
