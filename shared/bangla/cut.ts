const graphemes = new Intl.Segmenter('bn', { granularity: 'grapheme' });

/**
 * Shortens text to `max`, including the closing …. Cuts between words, or inside the first word when that alone is too
 * long, never inside a conjunct. Counts graphemes (letters as a reader sees them), unless `sizeOf` gives a grapheme
 * another size, such as its UTF-16 units.
 */
export function cut(text: string, max: number, sizeOf: (letter: string) => number = () => 1) {
  const letters = [...graphemes.segment(text)].map(({ segment }) => segment);
  if (sum(letters, sizeOf) <= max) return text;
  let room = max - 1;
  const kept = letters.slice(
    0,
    letters.findIndex((letter) => {
      room -= sizeOf(letter);
      return room < 0;
    }),
  );
  const lastOfAWord = kept.findLastIndex((_, at) => /^\s/.test(letters[at + 1] ?? ''));
  const words = lastOfAWord >= 0 ? kept.slice(0, lastOfAWord + 1) : kept;
  return `${words.join('').replace(/[\s,;:–—-]+$/, '')}…`;
}

const sum = (letters: string[], sizeOf: (letter: string) => number) =>
  letters.reduce((total, letter) => total + sizeOf(letter), 0);
