import type { Found } from './found.ts';

/** Words that nobody doubles on purpose. Not যে, কে, কী, সঙ্গে, থেকে, করে: doubled, they mean something else. */
const neverDoubled = new Set(
  'এবং কিন্তু অথবা তবে কারণ যদি যেহেতু তিনি পর্যন্ত জন্য মাধ্যমে বিরুদ্ধে হিসেবে অনুযায়ী ছাড়াও হয়েছে হয়েছিল করেছে করেছেন বলেছেন জানিয়েছেন ছিলেন the of and to'
    .normalize('NFC')
    .split(' '),
);

/** Exclamations, which may be repeated any number of times. */
const cries = new Set('না হ্যাঁ হা হায় জয় হো হৈ আহা বাহ ঝন টুপ'.normalize('NFC').split(' '));

/**
 * A word that slipped in again: any word three times in a row, and twice in a row those that are never doubled.
 * Bengali doubles others on purpose: ধীরে ধীরে, বড় বড়, ঘরে ঘরে.
 */
export function repeatedWord(text: string): Found[] {
  const found: Found[] = [];
  let row = { word: '', index: 0, end: 0, times: 0 };
  const settle = () => {
    const { word, index, end, times } = row;
    if (times >= 3 ? !cries.has(word) : times === 2 && neverDoubled.has(word))
      found.push({ index, length: end - index, detail: `This word is repeated: ${times} times in a row.` });
  };
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\u200C\u200D]+/gu)) {
    const goesOn = word === row.word && /^\s+$/.test(text.slice(row.end, index));
    if (!goesOn) settle();
    row = {
      word,
      index: goesOn ? row.index : index,
      end: index + word.length,
      times: goesOn ? row.times + 1 : 1,
    };
  }
  settle();
  return found;
}
