import { describe, expect, it } from 'vitest';
import { cut } from '../../shared/bangla/cut.ts';

const graphemes = (text: string) => [...new Intl.Segmenter('bn').segment(text)].length;

describe('cutting a text', () => {
  it('leaves alone what fits', () => expect(cut('নতুন বিদ্যালয়', 20)).toBe('নতুন বিদ্যালয়'));
  it('leaves alone what just fits', () => expect(cut('কখগঘ', 4)).toBe('কখগঘ'));
  it('ends at a word', () => expect(cut('পদ্মার চরে নতুন বিদ্যালয়', 10)).toBe('পদ্মার চরে…'));
  it('keeps a word that ends where the room does', () => expect(cut('কখ গঘ ঙচ', 6)).toBe('কখ গঘ…'));
  it('drops the comma it would end with', () => expect(cut('বাড়ছে পানি, ভাঙছে পাড়', 10)).toBe('বাড়ছে পানি…'));
  it('goes into the first word when that alone is too long, and splits no conjunct', () =>
    expect(cut('ক্ষত্রিয়ক্ষত্রিয়', 3)).toBe('ক্ষত্রি…'));
  it('keeps the joiner of র‍্যাব with its letters', () => expect(cut('র‍্যাবসদর', 3)).toBe('র‍্যাব…'));

  it('never exceeds its limit, whatever the limit', () => {
    const text = 'তিস্তার পানি বিপৎসীমার ওপরে, নিরাপদ আশ্রয়ে ১২ হাজার মানুষ';
    for (let max = 1; max < graphemes(text); max += 1)
      expect(graphemes(cut(text, max))).toBeLessThanOrEqual(max);
  });

  it('counts another unit when told to', () => {
    const text = 'ক্ষুদ্র ক্ষুদ্র ক্ষুদ্র';
    expect(cut(text, 20, (letter) => letter.length)).toBe('ক্ষুদ্র ক্ষুদ্র…');
    expect(cut(text, 20)).toBe(text);
  });
});
