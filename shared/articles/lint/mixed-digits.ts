import type { Found } from './found.ts';
import type { Passage } from './passages.ts';

type Script = 'Bengali' | 'ASCII';
type Numeral = { index: number; length: number; scripts: Script[]; isProse: boolean };

/**
 * Bengali and ASCII digits in one number; and in an article whose prose mixes scripts, the numbers in the rarer script.
 * URLs, names such as COVID-19 and numbers beside Latin words are left alone.
 */
export function mixedDigits(passages: readonly Pick<Passage, 'kind' | 'text'>[]): Found[][] {
  const numerals = passages.map(({ kind, text }) =>
    numeralsIn(text, kind === 'paragraph' || kind === 'line'),
  );
  const count = (script: Script) =>
    numerals.flat().filter(({ scripts, isProse }) => isProse && scripts.length === 1 && scripts[0] === script)
      .length;
  const [bengali, ascii] = [count('Bengali'), count('ASCII')];
  const usual: Script = bengali >= ascii ? 'Bengali' : 'ASCII';
  return numerals.map((ones) =>
    ones.flatMap(({ index, length, scripts, isProse }) => {
      if (scripts.length > 1)
        return [{ index, length, detail: 'This number mixes Bengali and ASCII digits.' }];
      if (!isProse || scripts[0] === usual) return [];
      return [
        { index, length, detail: `Most numbers of this article are in ${usual} digits; this one is not.` },
      ];
    }),
  );
}

function numeralsIn(text: string, isProse: boolean): Numeral[] {
  const words = [...text.matchAll(/\S+/g)];
  return words.flatMap(({ 0: word, index }, at) => {
    if (isAddress(word) || !/[0-9০-৯]/.test(word)) return [];
    const besideLatin =
      endsInLatin.test(words[at - 1]?.[0] ?? '') || beginsInLatin.test(words[at + 1]?.[0] ?? '');
    return numbersIn(word).map(({ 0: number, index: within }) => ({
      index: index + within,
      length: number.length,
      scripts: scriptsOf(number),
      isProse: isProse && !besideLatin,
    }));
  });
}

/** The numbers in a word, except those joined to Latin letters: COVID-19, G20, 4G, example.com/2024. */
const numbersIn = (word: string) =>
  [...word.matchAll(/[\p{Script=Latin}\p{Nd}\p{Pd}_.,:/’']+/gu)]
    .filter(([piece]) => !/\p{Script=Latin}/u.test(piece))
    .flatMap((piece) =>
      [...piece[0].matchAll(/[0-9০-৯]+(?:[.,:/\p{Pd}][0-9০-৯]+)*/gu)].map((number) => ({
        0: number[0],
        index: piece.index + number.index,
      })),
    );

const scriptsOf = (number: string): Script[] => [
  ...(/[০-৯]/.test(number) ? (['Bengali'] as const) : []),
  ...(/[0-9]/.test(number) ? (['ASCII'] as const) : []),
];

const isAddress = (word: string) => word.includes('://') || word.includes('@') || word.startsWith('www.');
const endsInLatin = /[a-z]['’]?s?[.,]?$/i;
const beginsInLatin = /^[a-z]/i;
