import type { Found } from './found.ts';

/** Signs of Bijoy that stand at the head of a word or between its letters: †Kv‡bv, wbe©vPb, Rb¨. */
const signs = /^[‘“(]?[†‡ˆ‰][A-Za-z`]|[A-Za-z][†‡ˆ‰•¯ª«¬¤¦§¨©¶¸¹][A-Za-z`_]|[A-Za-z]¨$|[†‡]`/;

/** A small Latin letter before an accented capital, as in cÖwZ: no language is written so. */
const capitals = /[a-z][ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŠŒŸŽ]/;

/**
 * The commonest words that Bijoy types in plain Latin letters, without those that are names or words of other
 * languages.
 */
const words = new Set(
  'Avgvi Avwg Avgiv AviI AvR evsjv evsjvi XvKv XvKvi XvKvq cywjk miKvi miKvwi wZwb Zviv ZvB GKwU GKRb Ges UvKv gvgjv gvbyl Rvbvb wQj'.split(
    ' ',
  ),
);

/** Text typed for the Bijoy font and never converted to Unicode: it reads as †Kv‡bv, evsjv‡`k, Avgvi. */
export function bijoy(text: string): Found[] {
  const found: Found[] = [];
  let last: Found | undefined;
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    if (!isBijoy(word)) last = undefined;
    else if (last) last.length = index + word.length - last.index;
    else {
      last = {
        index,
        length: word.length,
        detail: 'This looks like Bijoy text; it has to be converted to Unicode.',
      };
      found.push(last);
    }
  }
  return found;
}

const isBijoy = (word: string) =>
  signs.test(word) ||
  capitals.test(word) ||
  words.has(word.slice(0, 40).replace(/^[^A-Za-z]{1,3}|[^A-Za-z]{1,3}$/g, ''));
