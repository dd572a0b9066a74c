/** What a rule found in a passage, in UTF-16 units of its text, as regular expressions count. */
export type Found = { index: number; length: number; detail: string };

/** Every match of a pattern (with its `g` flag), all with the same advice. */
export const foundBy = (pattern: RegExp, text: string, detail: string): Found[] =>
  [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ index, length, detail }));

/** Bengali and ASCII digits as a number: both ২০২৪ and 2024. */
export const numberOf = (digits: string) =>
  Number(digits.replace(/[০-৯]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6)));
